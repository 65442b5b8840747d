extension ObjectID {
  /// The id that bytes have as a blob, as `git hash-object` tells it; nil where OpenSSL failed.
  package init?(ofBlob bytes: [UInt8]) {
    let hash = SHA1()
    hash.begin(.blob, size: bytes.count)
    bytes.withUnsafeBytes { hash.add($0) }
    guard let id = hash.end() else { return nil }
    self = id
  }
}
