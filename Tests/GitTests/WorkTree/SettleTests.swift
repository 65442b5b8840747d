import Git
import Support
import SystemPackage
import Testing

/// What a kill in the middle of exchanging a file leaves beside it, and what becomes of that.
@Suite struct SettleTests {
  private static let name = ".edgesync-0123456789ab-0"
  private static let old: HistoryFile = "old\nlines\n"
  private static let new: HistoryFile = "new\nlines\nand more\n"

  private final class Place {
    let folder: TemporaryFolder
    let git: Plumbing
    let tree: WorkTree

    init(path: HistoryFile?, temporary: HistoryFile) throws {
      let empty = try EmptyRepository()
      (folder, git) = (empty.folder, empty.git)
      try RawFiles.write("*.crlf text eol=crlf\n", at: ".gitattributes", below: folder.path)
      tree = try WorkTree(of: Repository(at: folder.path.appending(".git")))
      if let path { try write(path, at: "svc/app.py") }
      try write(temporary, at: "svc/" + name)
    }

    func write(_ file: HistoryFile, at path: String) throws {
      try RawFiles.write(file, at: Array(path.utf8), below: folder.path)
    }

    func content(_ path: String) -> String? {
      RawFiles.entry(at: Array(path.utf8), below: folder.path)
        .map { String(decoding: $0.content, as: UTF8.self) }
    }

    /// The item of a file, its blob stored.
    func item(_ file: HistoryFile?) throws -> TreeItem? {
      guard let file else { return nil }
      let id = try git.line("hash-object", "-w", "--stdin", input: file.content)
      return TreeItem(
        mode: file.kind == .executable ? .executable : .file, id: try #require(ObjectID(hex: id)))
    }

    func settle(
      _ path: RepoPath = "svc/app.py", from old: HistoryFile?, to new: HistoryFile?
    ) throws -> WorkTree.Outcome {
      try tree.settle(temporary: name, beside: path, old: item(old), new: item(new))
    }

    var rescued: [String] {
      get throws {
        try git.run("for-each-ref", "--format=%(objectname)", "refs/edgesync/rescue/").lines.map {
          try git.run("cat-file", "blob", $0).text
        }
      }
    }
  }

  /// The new version's parts are what a kill or a loss of power cut short, before the exchange.
  @Test(
    arguments: [
      (old, [old, new]), (new, [old, new]), ("new\nli", [old]), ("", [old]),
      ("new\n\0\0\0\0\0\0and\0more\n", [old]), ("\0\0\0\0", ["a person's\n"]),
    ] as [(HistoryFile, [HistoryFile])])
  func oursGoes(_ temporary: HistoryFile, _ paths: [HistoryFile]) throws {
    for path in paths {
      let place = try Place(path: path, temporary: temporary)
      #expect(try place.settle(from: Self.old, to: Self.new) == .done(nil))
      #expect(place.content("svc/" + Self.name) == nil)
      #expect(place.content("svc/app.py") == String(decoding: path.content, as: UTF8.self))
    }
  }

  @Test func aFileCutShortGoesWhereLineEndsAreConverted() throws {
    let place = try Place(path: nil, temporary: "new\r\nli")
    try place.write("old\r\n", at: "svc/app.crlf")
    #expect(try place.settle("svc/app.crlf", from: "old\n", to: Self.new) == .done(nil))
    #expect(place.content("svc/" + Self.name) == nil)
    #expect(place.content("svc/app.crlf") == "old\r\n")
  }

  @Test func anExchangeByThreeRenamesIsTakenBack() throws {
    let third = "svc/" + Self.name + ".swap"
    for isOldAway in [false, true] {
      let place = try Place(
        path: isOldAway ? nil : Self.old, temporary: isOldAway ? Self.old : Self.new)
      if !isOldAway {
        try RawFiles.remove(Array(("svc/" + Self.name).utf8), below: place.folder.path)
      }
      try place.write(Self.new, at: third)
      _ = try place.settle(from: Self.old, to: Self.new)
      #expect(place.content("svc/app.py") == "old\nlines\n")
      #expect(place.content("svc/" + Self.name) == nil)
      #expect(place.content(third) == nil)
    }
  }

  @Test func whatALossOfPowerLeftOfANewFileGoes() throws {
    let place = try Place(path: nil, temporary: "\0\0\0\0")
    guard case .done = try place.settle(from: nil, to: Self.new) else {
      Issue.record("it was taken for a person's")
      return
    }
    #expect(place.content("svc/app.py") == nil)
    #expect(place.content("svc/" + Self.name) == nil)
    #expect(try place.rescued.isEmpty)
  }

  @Test func whatAPersonSavedComesBack() throws {
    for (path, saved) in [
      (Self.new, "saved\n"), (Self.new, ""), (Self.new, "new\n"), (nil, "saved\n"),
    ] {
      let place = try Place(
        path: path, temporary: HistoryFile(kind: .file, content: Array(saved.utf8)))
      guard case .leftAlone = try place.settle(from: Self.old, to: Self.new) else {
        Issue.record("it was taken for ours")
        continue
      }
      #expect(place.content("svc/app.py") == saved)
      #expect(place.content("svc/" + Self.name) == nil)
    }
  }

  @Test func ofTwoSavesTheLaterStaysAndTheEarlierIsKept() throws {
    for new in [Self.new, nil] {
      let place = try Place(path: "saved again\n", temporary: "saved\n")
      guard case .leftAlone = try place.settle(from: Self.old, to: new) else {
        Issue.record("it was taken for ours")
        continue
      }
      #expect(place.content("svc/app.py") == "saved again\n")
      #expect(place.content("svc/" + Self.name) == nil)
      #expect(try place.rescued == ["saved"])
    }
  }
}
