/// A line of `git diff --raw -z`.
public struct RawChange: Hashable, Sendable {
  /// The six digits of the older mode; zeros for nothing.
  public let oldMode: String
  /// The six digits of the newer mode; zeros for nothing.
  public let newMode: String
  /// The older object; zeros for nothing.
  public let oldID: String
  /// The newer object; zeros for nothing, or for a work tree's file that wasn't hashed.
  public let newID: String
  /// git's letter.
  public let status: Character
  /// The path, of a rename the new one.
  public let path: [UInt8]
  /// A rename's old path.
  public let oldPath: [UInt8]?

  /// A line from its parts.
  public init(
    oldMode: String, newMode: String, oldID: String, newID: String, status: Character,
    path: [UInt8], oldPath: [UInt8]?
  ) {
    self.oldMode = oldMode
    self.newMode = newMode
    self.oldID = oldID
    self.newID = newID
    self.status = status
    self.path = path
    self.oldPath = oldPath
  }

  /// Reads what `--raw -z` printed.
  public static func parse(_ output: some Collection<UInt8>) -> [RawChange] {
    var changes: [RawChange] = []
    var fields = output.split(separator: 0, omittingEmptySubsequences: false).makeIterator()
    while let head = fields.next(), head.first == 0x3A {
      let words = String(decoding: head.dropFirst(), as: UTF8.self).split(separator: " ")
      guard words.count == 5, let letter = words[4].first, let first = fields.next() else { break }
      let isPair = letter == "R" || letter == "C"
      guard let path = isPair ? fields.next() : first else { break }
      changes.append(
        RawChange(
          oldMode: String(words[0]), newMode: String(words[1]), oldID: String(words[2]),
          newID: String(words[3]), status: letter, path: Array(path),
          oldPath: isPair ? Array(first) : nil))
    }
    return changes
  }
}
