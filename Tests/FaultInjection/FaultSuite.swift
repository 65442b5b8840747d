/// A kind of fault, such as kills at every write or hostile repos.
///
/// A suite is one line in ``FaultSuites/all``. It is opened once a run; its ``Sweep`` then runs cases, several
/// at a time.
package protocol FaultSuite: Sendable {
  /// Its name, as `SUITE=` takes it: one word in lower case.
  var name: String { get }
  /// What its cases are called in totals, in the plural: `kills`.
  var unit: String { get }
  /// How much of the time it gets, beside the other suites'.
  var share: Int { get }

  /// Prepares what its cases start from.
  ///
  /// - Parameter setting: The seed, the program and a folder to prepare in.
  func open(_ setting: Setting) throws -> any Sweep
}

extension FaultSuite {
  /// As much time as any other.
  package var share: Int { 1 }
}

/// The cases of a suite, ready to be run by several workers at once.
package protocol Sweep: Sendable {
  /// The distinct fault points there are, where they can be counted.
  var pointCount: Int? { get }

  /// The name of a case, in the order they are to be run; nil past the last. It says all there is to
  /// say about the case but for the seed, as `CASE=` takes it.
  func name(at index: Int) -> String?

  /// Runs a case.
  ///
  /// - Parameters:
  ///   - name: One of ``name(at:)``, or what a person typed.
  ///   - scratch: An empty folder of the case's own.
  /// - Throws: Where the case itself couldn't be set up; that counts as a violation too.
  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome
}

extension Sweep {
  /// None that can be counted.
  package var pointCount: Int? { nil }
}
