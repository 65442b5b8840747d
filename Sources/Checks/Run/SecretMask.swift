/// Hides secrets in what comes in pieces.
package struct SecretMask {
  /// What stands in a secret's place.
  static let mark = Array("***".utf8)
  /// Shorter values aren't hidden: they stand everywhere.
  static let minimumLength = 4

  private let secrets: [[UInt8]]
  private var pending: [UInt8] = []

  /// A mask of some values; of one that has several lines, each line is hidden as well.
  package init(_ values: [String]) {
    var secrets: Set<[UInt8]> = []
    for value in values {
      secrets.insert(Array(value.utf8))
      for line in value.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
        secrets.insert(Array(line))
      }
    }
    // The longest first, for one may stand in another.
    self.secrets = secrets.filter { $0.count >= Self.minimumLength }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  /// The next piece without secrets; its end is held back where a secret may have begun.
  package mutating func mask(_ bytes: some Collection<UInt8>) -> [UInt8] {
    guard !secrets.isEmpty else { return Array(bytes) }
    pending.append(contentsOf: bytes)
    return take(isEnd: false)
  }

  /// What was held back.
  package mutating func end() -> [UInt8] { take(isEnd: true) }

  private mutating func take(isEnd: Bool) -> [UInt8] {
    var shown: [UInt8] = []
    var place = 0
    while place < pending.count {
      let rest = pending[place...]
      if !isEnd, secrets.contains(where: { $0.count > rest.count && $0.starts(with: rest) }) {
        break
      }
      if let secret = secrets.first(where: { rest.starts(with: $0) }) {
        shown += Self.mark
        place += secret.count
      } else {
        shown.append(pending[place])
        place += 1
      }
    }
    pending.removeFirst(place)
    return shown
  }
}
