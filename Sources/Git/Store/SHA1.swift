import CCrypto

/// SHA-1 (FIPS 180-4) by OpenSSL.
///
/// It doesn't look for collisions as git's and libgit2's own do; what lands in the edge repo is hashed by those.
final class SHA1 {
  private let context: OpaquePointer?
  /// Looked up once: by its name OpenSSL 3 would do so for each object.
  private let digest: OpaquePointer?
  /// Whether all went well since the beginning.
  private var isGood = false

  init() {
    context = EVP_MD_CTX_new()
    digest = EVP_MD_fetch(nil, "SHA1", nil)
    begin()
  }

  deinit {
    EVP_MD_CTX_free(context)
    EVP_MD_free(digest)
  }

  /// Starts anew.
  func begin() {
    isGood = EVP_DigestInit_ex(context, digest, nil) == 1
  }

  /// Starts on an object, whose id is the hash of its kind, size and bytes.
  func begin(_ kind: ObjectKind, size: Int) {
    begin()
    var header = "\(kind.name) \(size)\0"
    header.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// Takes the next bytes.
  func add(_ bytes: UnsafeRawBufferPointer) {
    isGood = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 && isGood
  }

  /// The 20 bytes of the hash, as an id; nil where the library failed.
  func end() -> ObjectID? {
    withUnsafeTemporaryAllocation(byteCount: Int(EVP_MAX_MD_SIZE), alignment: 8) { buffer in
      var count: UInt32 = 0
      let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      guard EVP_DigestFinal_ex(context, start, &count) == 1, isGood,
        count == ObjectID.byteCount
      else { return nil }
      return ObjectID(UnsafeRawBufferPointer(buffer))
    }
  }

  /// The id of a whole object.
  func id(of object: ObjectBytes) -> ObjectID? {
    begin(object.kind, size: object.count)
    add(object.bytes)
    return end()
  }

  /// The hash of some bytes.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> ObjectID? {
    let hash = SHA1()
    hash.add(bytes)
    return hash.end()
  }
}
