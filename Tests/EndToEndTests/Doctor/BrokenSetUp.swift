import Doctor
import Support
import Testing

/// A set-up that is broken in one way, and what has to be found in it.
struct BrokenSetUp: CustomTestStringConvertible, Sendable {
  /// What is found.
  let kind: Finding.Kind
  /// What was done to it.
  let name: String
  /// Lines at the end of the manifest.
  var manifest = ""
  /// The manifest's url.
  var url = "../platform"
  /// Errors that are found beside it, for they are so too.
  var errorsBeside: Set<Finding.Kind> = []
  /// Whether a command puts it right.
  var hasFix = true
  /// Whether it takes root to break it so.
  var needsRoot = false
  /// Breaks it.
  let breaks: @Sendable (Patient) throws -> Void

  var testDescription: String { "\(kind.rawValue): \(name)" }

  /// One that a script breaks, run in the pair's folder.
  static func script(
    _ kind: Finding.Kind, _ name: String, _ script: String, manifest: String = "",
    url: String = "../platform", beside: Set<Finding.Kind> = [], hasFix: Bool = true
  ) -> BrokenSetUp {
    BrokenSetUp(
      kind: kind, name: name, manifest: manifest, url: url, errorsBeside: beside, hasFix: hasFix
    ) { try $0.run(script) }
  }

  /// All of them.
  static let all = ofRepository + ofOwnFiles + ofUpstream + ofFiles + ofSetUp + ofChecks + ofMachine
}
