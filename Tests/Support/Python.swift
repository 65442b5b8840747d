/// A Python that has some modules: the one of `PATH`, or the system's, for which Debian's packages are.
public struct Python: Sendable {
  private let program: String

  /// A Python that can import modules; nil where none can.
  ///
  /// - Parameter modules: Their names, with commas between them.
  public init?(importing modules: String) {
    let found = ["python3", "/usr/bin/python3"].first { python in
      (try? Program("/usr/bin/env").run([python, "-c", "import \(modules)"]))?.status == 0
    }
    guard let found else { return nil }
    program = found
  }

  /// Runs a script.
  public func run(_ script: String, input: [UInt8] = []) throws -> Program.Outcome {
    try Program("/usr/bin/env").run([program, "-c", script], input: input)
  }
}
