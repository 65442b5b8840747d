/// The middle of a list of numbers.
enum Median {
  /// The middle one, or the mean of the two in the middle.
  ///
  /// - Parameter numbers: At least one.
  static func of(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
