import SystemPackage

/// What a tree or the index holds at a path.
public struct ListedFile: Hashable, Sendable {
  /// The six digits of its mode.
  public let mode: String
  /// The object's id.
  public let id: String

  /// A file from its parts.
  public init(mode: String, id: String) {
    self.mode = mode
    self.id = id
  }
}

extension Plumbing {
  /// The files of a tree or commit by their paths, from `git ls-tree -r`.
  public func files(of tree: String) throws -> [[UInt8]: ListedFile] {
    Self.listing(try run("ls-tree", "-r", "-z", "--full-tree", tree).output, idField: 2)
  }

  /// The files of a folder of a tree or commit by their whole paths; other folders aren't read.
  public func files(of tree: String, in folder: String) throws -> [[UInt8]: ListedFile] {
    let told = try run("ls-tree", "-r", "-z", "--full-tree", tree, "--", folder)
    return Self.listing(told.output, idField: 2)
  }

  /// The files of the index by their paths, from `git ls-files -s`; of conflicts, the last stage.
  public func indexFiles() throws -> [[UInt8]: ListedFile] {
    Self.listing(try run("ls-files", "-s", "-z").output, idField: 1)
  }

  /// The id of the tree that holds exactly some files, as `git write-tree` makes it of an index of their
  /// own; their objects have to be there.
  public func treeID(of files: [[UInt8]: ListedFile]) throws -> String {
    let index = Plumbing(
      folder, variables: ["GIT_INDEX_FILE": folder.appending(".git/tree-id-index").string])
    var lines: [UInt8] = []
    for (path, file) in files { lines += Array("\(file.mode) \(file.id) 0\t".utf8) + path + [0] }
    try index.run("read-tree", "--empty")
    try index.run("update-index", "-z", "--index-info", input: lines)
    return try index.line("write-tree")
  }

  /// Reads what `ls-tree -z` (id in field 2) or `ls-files -s -z` (in field 1) printed.
  public static func listing(_ output: [UInt8], idField: Int) -> [[UInt8]: ListedFile] {
    var files: [[UInt8]: ListedFile] = [:]
    for line in output.split(separator: 0) {
      guard let tab = line.firstIndex(of: 0x09) else { continue }
      let words = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
      files[Array(line[(tab + 1)...])] = ListedFile(
        mode: String(words[0]), id: String(words[idField]))
    }
    return files
  }
}
