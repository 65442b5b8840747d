import Git
import Support
import SystemPackage
import Testing

/// What a file is in the work tree and to git, by its attributes and the user's settings: as git has it.
@Suite struct ConversionTests {
  private static let attributes = [
    "", "text", "-text", "!text", "text=auto", "text=input", "crlf", "-crlf", "crlf=input",
    "eol=crlf", "eol=lf",
    "text eol=crlf", "text eol=lf", "-text eol=crlf", "text=auto eol=crlf", "binary", "ident",
    "-ident", "ident=x",
    "ident text eol=crlf", "ident -text", "text=x", "eol=x", "text=x eol=crlf", "-text crlf",
    "-crlf eol=crlf",
  ]
  private static let contents = [
    "one\ntwo\n", "one\r\ntwo\r\n", "one\r\ntwo\n", "$Id$\n", "$Id: x $\r\n", "a\0\r\n",
  ]

  @Test(arguments: ["unset", "false", "true", "input", "no", "1", "", "FALSE"])
  func isAsGitHasIt(_ autoCRLF: String) throws {
    let place = try EmptyRepository()
    let (folder, git) = (place.folder, place.git)
    if autoCRLF != "unset" { try git.run("config", "core.autocrlf", autoCRLF) }
    let lines = Self.attributes.enumerated().map { "\($0.offset)-* \($0.element)\n" }.joined()
    try RawFiles.write(lines, at: ".gitattributes", below: folder.path)
    let blobs = try Self.contents.map {
      try git.line("hash-object", "-w", "--stdin", input: Array($0.utf8))
    }
    let files = Self.attributes.indices.flatMap { number in
      blobs.indices.map { (name: "\(number)-\($0)", number: number, index: $0) }
    }
    try git.run(
      "update-index", "--index-info",
      input: Array(files.map { "100644 \(blobs[$0.index])\t\($0.name)\n" }.joined().utf8))
    try git.run("checkout-index", "--all")
    let expected = files.map {
      RawFiles.entry(at: Array($0.name.utf8), below: folder.path)?.content
    }
    let tree = try WorkTree(of: Repository(at: folder.path.appending(".git")))
    let found = try files.map { try tree.item(at: RepoPath(Array($0.name.utf8)))?.id.hex }
    // Other times have git read the files again, whose entries still say what they held.
    let names = Array(files.map { $0.name + "\n" }.joined().utf8)
    _ = try Program("/usr/bin/xargs").run(
      ["touch", "-d", "2020-01-01"], in: folder.path, input: names)
    try git.run("update-index", "--stdin", input: names)
    let stored = try git.run("ls-files", "--stage").lines.map { line in
      line.split(whereSeparator: \.isWhitespace).map(String.init)
    }
    let ids = Dictionary(uniqueKeysWithValues: stored.map { ($0[3], $0[1]) })
    for (file, id) in zip(files, found) {
      #expect(ids[file.name] == id, "stored: \(words(file.number, file.index))")
    }
    try git.run("read-tree", "--empty")
    for (file, expected) in zip(files, expected) {
      let path = RepoPath(Array(file.name.utf8))
      try RawFiles.remove(path.bytes, below: folder.path)
      let item = TreeItem(mode: .file, id: try #require(ObjectID(hex: blobs[file.index])))
      let outcome = try tree.replace(nil, with: item, at: path, temporary: ".edgesync-x")
      #expect(outcome == .done(nil))
      let written = RawFiles.entry(at: path.bytes, below: folder.path)?.content
      #expect(written == expected, "written: \(words(file.number, file.index))")
    }
  }

  private func words(_ number: Int, _ index: Int) -> String {
    "\(Self.attributes[number]): \(Self.contents[index].debugDescription)"
  }
}
