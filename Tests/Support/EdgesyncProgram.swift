import Foundation
import SystemPackage

/// The built `edgesync`, run as a person or a script runs it.
public struct EdgesyncProgram: Sendable {
  /// Where the program is: beside the test bundle, where the build leaves all its products.
  public static let path: FilePath = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    var folder = URL(fileURLWithPath: bundle.bundlePath)
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("edgesync").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return FilePath(candidate)
      }
      folder.deleteLastPathComponent()
    }
    return FilePath("edgesync")
  }()

  /// Where the program is, as text for a script.
  public static var name: String { path.string }

  /// The moment that runs take for the present one, unless they are told another.
  public static let now = 1_790_600_000

  /// What the tests' own sanitizer was told, which holds for the program, too.
  public static let ofSanitizers = ProcessInfo.processInfo.environment.filter {
    $0.key.hasSuffix("SAN_OPTIONS")
  }

  /// The variables that every run gets.
  public let variables: [String: String]

  /// The program with a home and a place for temporary files of its own.
  ///
  /// - Parameter variables: Variables on top.
  public init(home: FilePath, temporary: FilePath, variables: [String: String] = [:]) {
    let environment = ProcessInfo.processInfo.environment
    let own = [
      "PATH": environment["PATH"] ?? "/usr/bin:/bin", "HOME": home.string,
      "TMPDIR": temporary.string, "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "SOURCE_DATE_EPOCH": String(Self.now),
      // Checks leave their marks in the tests' folders; what sandboxes hide is tested by itself.
      "EDGESYNC_SANDBOX": "off",
    ]
    self.variables = own.merging(Self.ofSanitizers) { own, _ in own }
      .merging(variables) { _, new in new }
  }

  /// The program with further variables.
  public func with(_ more: [String: String]) -> EdgesyncProgram {
    EdgesyncProgram(variables: variables.merging(more) { _, new in new })
  }

  private init(variables: [String: String]) {
    self.variables = variables
  }

  /// Runs the program to its end, without a terminal.
  public func run(_ arguments: [String], in folder: FilePath) throws -> Program.Outcome {
    try Program(Self.path.string, variables: variables).run(arguments, in: folder)
  }
}
