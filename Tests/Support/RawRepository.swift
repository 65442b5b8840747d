import SystemPackage

/// A repository whose objects are written one by one as raw bytes, so that it may hold what git's own
/// commands refuse to make.
public struct RawRepository: Sendable {
  /// An entry of a tree.
  public indirect enum Entry: Sendable {
    /// A file.
    case file([UInt8], isExecutable: Bool = false)
    /// A symlink by its target.
    case link([UInt8])
    /// A submodule at a commit.
    case gitlink(String)
    /// A folder with entries by name.
    case folder([(name: [UInt8], entry: Entry)])
    /// An object that is there already, by mode and id.
    case object(mode: String, id: String)

    /// A file that holds a text.
    public static func text(_ text: String) -> Entry { .file(Array(text.utf8)) }

    /// A symlink to a path.
    public static func link(to target: String) -> Entry { .link(Array(target.utf8)) }

    /// A folder with entries by names that are text.
    public static func folder(_ entries: KeyValuePairs<String, Entry>) -> Entry {
      .folder(entries.map { (Array($0.key.utf8), $0.value) })
    }
  }

  /// The real git on it.
  public let git: Plumbing

  /// A repository that is there already, bare or with a work tree.
  public init(at folder: FilePath) {
    git = Plumbing(folder)
  }

  /// Makes an empty repository with a work tree, on the branch `main`.
  public init(makingAt folder: FilePath) throws {
    git = Plumbing(folder)
    _ = try Program("/bin/mkdir").run(["-p", folder.string])
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
  }

  /// Writes an object of a kind, whatever its bytes are, and gives its id.
  public func object(_ kind: String, _ bytes: [UInt8]) throws -> String {
    try LooseObjects(of: git.folder).write(kind, bytes)
  }

  /// Writes a blob.
  public func blob(_ bytes: [UInt8]) throws -> String {
    try object("blob", bytes)
  }

  /// Writes an entry's objects and gives its mode and id.
  public func write(_ entry: Entry) throws -> (mode: String, id: String) {
    switch entry {
    case .file(let bytes, let isExecutable):
      (isExecutable ? "100755" : "100644", try blob(bytes))
    case .link(let target): ("120000", try blob(target))
    case .gitlink(let id): ("160000", id)
    case .object(let mode, let id): (mode, id)
    case .folder(let entries): ("40000", try tree(entries))
    }
  }

  /// Writes a tree with the entries in git's order, whatever their names are.
  public func tree(_ entries: [(name: [UInt8], entry: Entry)]) throws -> String {
    var written: [(key: [UInt8], bytes: [UInt8])] = []
    for (name, entry) in entries {
      let (mode, id) = try write(entry)
      let key = mode == "40000" ? name + Array("/".utf8) : name
      written.append((key, Array("\(mode) ".utf8) + name + [0] + Self.bytes(ofHex: id)))
    }
    written.sort { $0.key.lexicographicallyPrecedes($1.key) }
    return try object("tree", written.flatMap(\.bytes))
  }

  /// Writes a commit of a folder's entries.
  ///
  /// - Parameters:
  ///   - message: Any bytes but NUL.
  ///   - author: `NAME <MAIL>` in any bytes.
  ///   - time: Seconds since 1970, of author and committer.
  public func commit(
    tree: String, parents: [String] = [], message: [UInt8],
    author: [UInt8] = Array("Ana Silva <ana@example.com>".utf8), time: Int = 1_790_000_000
  ) throws -> String {
    var bytes = Array("tree \(tree)\n".utf8)
    for parent in parents { bytes += Array("parent \(parent)\n".utf8) }
    for role in ["author ", "committer "] {
      bytes += Array(role.utf8) + author + Array(" \(time) +0000\n".utf8)
    }
    bytes += Array("\n".utf8) + message + Array("\n".utf8)
    return try object("commit", bytes)
  }

  /// Points a branch at a commit.
  public func point(_ branch: String, at commit: String) throws {
    try git.run("update-ref", "refs/heads/\(branch)", commit)
  }

  /// Brings index and work tree to the branch's commit.
  public func checkOut() throws {
    try git.run("-c", "core.autocrlf=false", "reset", "--quiet", "--hard")
  }

  private static func bytes(ofHex text: String) -> [UInt8] {
    let digits = Array(text.utf8).compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
