/// Where a test failed, as its text says: `tests/test_api.py:12: AssertionError`, at the beginning of a line, as pytest
/// and compilers write it; of several, the last, which is where it ended.
struct FailurePlace: Hashable, Sendable {
  /// The file.
  let file: String
  /// The line, from 1.
  let line: Int

  /// The place in a text; nil where none stands there.
  ///
  /// - Parameter file: The file it has to be in, where that is known.
  init?(in text: String, of file: String?) {
    let places = text.split(whereSeparator: \.isNewline).compactMap { Self.place(in: $0) }
    guard let last = places.last(where: { file == nil || $0.file == file }) else { return nil }
    self = last
  }

  private init(file: String, line: Int) {
    (self.file, self.line) = (file, line)
  }

  private static func place(in line: Substring) -> FailurePlace? {
    let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count > 1, let number = Int(parts[1]), number > 0, !parts[0].isEmpty,
      !parts[0].contains(where: \.isWhitespace), parts[0].contains(".")
    else { return nil }
    return FailurePlace(file: String(parts[0]), line: number)
  }
}
