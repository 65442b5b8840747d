/// How a check's benchmark is read and judged.
package struct BenchmarkRule: Hashable, Sendable {
  /// What its figures are compared with.
  package enum Baseline: Hashable, Sendable {
    /// The edge repo as it is, at the pin.
    case pin
    /// The same files, but with edge-specific ones as upstream has them: what the edge repo gains or loses by its own.
    case upstream
    /// A number that is given.
    case number(Double)
  }

  /// The file that the command writes, from the root of the files.
  package let file: String
  /// By how much a figure may be worse, as a share: 0.05 for `5%`.
  package let tolerance: Double
  /// What its figures are compared with.
  package let baseline: Baseline

  /// By how much a figure may be worse where nothing is said.
  package static let defaultTolerance = 0.05
}
