import CCrypto
import CZlib
import Foundation
import SystemPackage

/// A repository's loose objects (gitrepository-layout(5)), written without a git for each: tests make thousands.
struct LooseObjects: Sendable {
  private let folder: FilePath

  /// Those of a repository with a work tree, or of a bare one.
  init(of repository: FilePath) {
    let inside = repository.appending(".git/objects")
    folder = access(inside.string, F_OK) == 0 ? inside : repository.appending("objects")
  }

  /// Writes an object of any bytes, as `git hash-object -w --literally` does, and gives its id.
  ///
  /// - Throws: `Errno` where a file can't be written, and nothing is there under its name then.
  func write(_ kind: String, _ content: [UInt8]) throws -> String {
    let object = Array("\(kind) \(content.count)\0".utf8) + content
    let id = Self.hash(object)
    let fan = folder.appending(String(id.prefix(2)))
    let place = fan.appending(String(id.dropFirst(2)))
    if access(place.string, F_OK) == 0 { return id }
    if mkdir(fan.string, 0o777) != 0, errno != EEXIST { throw Errno(rawValue: errno) }
    let written = fan.appending("tmp_obj_\(UUID().uuidString)")
    let file = try FileDescriptor.open(
      written, .writeOnly, options: [.create, .exclusiveCreate],
      permissions: [.ownerRead, .groupRead, .otherRead])
    try file.closeAfter { _ = try file.writeAll(Self.compressed(object)) }
    if rename(written.string, place.string) != 0 { throw Errno(rawValue: errno) }
    return id
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 20)
    precondition(EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil) == 1)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var size = compressBound(UInt(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(size))
    precondition(compress2(&result, &size, bytes, UInt(bytes.count), Z_BEST_SPEED) == Z_OK)
    return Array(result.prefix(Int(size)))
  }
}
