import Foundation
import SystemPackage
import Text

/// The refs of a repository that somebody else made, read out of their files (gitrepository-layout(5), `refs` and
/// `packed-refs`): each read has a bound, and a name never leads out of the folders of refs.
struct ReferenceFiles: Sendable {
  /// What a ref holds.
  enum Content {
    /// An object's id.
    case id(ObjectID)
    /// Another ref's full name.
    case reference(String)
  }

  private static let fileSize = 4096
  private static let packedSize = 256 << 20
  /// Refs that lead to one another, as git follows them (`SYMREF_MAXDEPTH`).
  private static let depth = 5

  private let gitFolder: FilePath
  let commonFolder: FilePath

  /// The refs of a repository.
  init(_ layout: RepositoryLayout) {
    gitFolder = layout.gitFolder
    commonFolder = layout.commonFolder
  }

  /// The object that a ref leads to, by its full name; nil where there is no such ref.
  func id(of name: String) throws(GitError) -> ObjectID? {
    try follow(name)?.id
  }

  /// Where HEAD is.
  func head() throws(GitError) -> Head {
    guard case .reference(let name) = try content(of: "HEAD") else {
      guard let id = try id(of: "HEAD") else {
        throw .malformed(object: "HEAD", reason: "it names nothing")
      }
      return .detached(id)
    }
    return try id(of: name).map { .branch(name, $0) } ?? .unborn(name)
  }

  private func follow(_ name: String) throws(GitError) -> (name: String, id: ObjectID)? {
    var name = name
    for _ in 0..<Self.depth {
      switch try content(of: name) {
      case .id(let id): return (name, id)
      case .reference(let next): name = next
      case nil: return nil
      }
    }
    throw .malformed(object: SafeText(name), reason: "it points to other refs in a loop")
  }

  private func content(of name: String) throws(GitError) -> Content? {
    guard Self.isName(name) else { return nil }
    let folder = name.hasPrefix("refs/") ? commonFolder : gitFolder
    if let content = try Self.content(of: name, in: folder) { return content }
    return try packed(name).map { .id($0) }
  }

  /// What a ref's file holds, as it was at some moment, whoever replaces it meanwhile; nil where there is none that can
  /// be read.
  ///
  /// - Parameter folder: The git folder that the name leads on from.
  static func content(of name: String, in folder: FilePath) throws(GitError) -> Content? {
    let path = RepoPath(name)
    if name == "HEAD", let target = link(at: folder.appending(path)), target.hasPrefix("refs/") {
      return .reference(target)
    }
    guard let bytes = BoundedFile.read(path, below: folder, atMost: fileSize) else { return nil }
    if bytes.starts(with: "ref:".utf8) {
      let target = bytes.dropFirst(4).drop { $0 == 0x20 || $0 == 0x09 }
        .prefix { $0 != 0x0A && $0 != 0x0D }
      return .reference(String(decoding: target, as: UTF8.self))
    }
    let digits = bytes.prefix { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }
    if digits.count == 64 { throw .objectFormat(folder: folder.text) }
    guard let id = ObjectID(hex: digits) else {
      throw .malformed(object: SafeText(name), reason: "it has no object id")
    }
    return .id(id)
  }

  /// Whether a name is HEAD's or that of a ref below `refs/`.
  static func isName(_ name: String) -> Bool {
    (name == "HEAD" || name.hasPrefix("refs/")) && name.utf8.count < 1024
      && ReferenceName.isWellFormed(name.utf8)
  }

  private static func link(at path: FilePath) -> String? {
    var buffer = [CChar](repeating: 0, count: 1024)
    let count = path.withPlatformString { readlink($0, &buffer, buffer.count) }
    guard count > 0, count < buffer.count else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A ref in the file of packed ones.
  private func packed(_ name: String) throws(GitError) -> ObjectID? {
    let wanted = Array(name.utf8)
    var found: ObjectID?
    try readPacked { id, packedName in
      guard packedName.elementsEqual(wanted) else { return true }
      found = id
      return false
    }
    return found
  }

  /// The packed refs in a folder of refs, which ends with a slash.
  func packedIDs(in folder: String) throws(GitError) -> [String: ObjectID] {
    let start = Array(folder.utf8)
    var found: [String: ObjectID] = [:]
    try readPacked { id, name in
      if name.starts(with: start) { found[String(decoding: name, as: UTF8.self)] = id }
      return true
    }
    return found
  }

  /// Refuses a file of packed refs that git stops at, whatever it is asked: it looks for replaced objects in there.
  ///
  /// - Parameter folder: The repository's, for the words.
  func refuseUnreadablePacked(of folder: FilePath) throws(GitError) {
    do throws(GitError) {
      try readPacked { _, _ in true }
    } catch .malformed(_, let reason) {
      throw .malformed(
        object: "\(folder.text)'s packed-refs",
        reason: reason + "; `git -C \(word: folder) for-each-ref` says what git makes of it")
    }
  }

  /// Reads the file of packed refs, a part at a time.
  ///
  /// - Parameter each: Called with each ref's id and its name; gives whether to go on.
  /// - Throws: ``GitError/malformed(object:reason:)`` at a line that git stops at.
  private func readPacked(
    _ each: (_ id: ObjectID, _ name: ArraySlice<UInt8>) -> Bool
  ) throws(GitError) {
    let file: StoreFile?
    do throws(StoreFault) {
      file = try StoreFile(named: commonFolder.platformString(of: "packed-refs"), number: 0)
    } catch {
      throw .malformed(object: "packed-refs", reason: error.reason)
    }
    guard let file else { return }
    guard file.size <= Self.packedSize else {
      throw .tooLarge(object: file.path.text, limit: "it has over 256 MiB")
    }
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { part.deallocate() }
    var lines = PackedReferenceLines()
    var offset = 0
    while offset <= file.size {
      let count: Int
      do throws(StoreFault) {
        count = try file.read(at: offset, into: part)
      } catch {
        throw .malformed(object: "packed-refs", reason: error.reason)
      }
      if count == 0 { break }
      offset += count
      for byte in part[..<count] {
        switch lines.take(byte) {
        case .none: continue
        case .reference(let id, let name): if !each(id, name) { return }
        case .otherFormat: throw .objectFormat(folder: commonFolder.text)
        case .unreadable:
          throw .malformed(
            object: "packed-refs", reason: "line \(lines.number) is none that git takes")
        }
      }
    }
    if lines.isInLine {
      throw .malformed(object: "packed-refs", reason: "its last line has no end")
    }
  }
}
