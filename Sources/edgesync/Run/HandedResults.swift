import Foundation
import Git
import Journal
import Landing
import Planning
import Rules
import SystemPackage
import Text

/// What checks said of a proposal, handed from the run that checked it to the one that offers it.
///
/// The file comes from where a candidate's code ran, so nothing of it decides what is offered: the proposal is
/// made anew and has to be the very tree, and only how each of the manifest's checks ended is taken.
struct HandedResults: Codable {
  /// How a check ended.
  struct Check: Codable {
    var name: String
    var state: String
    var seconds: Double
    var reason: String?
    var tests: Int?
    var failures: [String]
    var sandbox: String?
  }

  /// Why results can't be taken.
  enum Refusal: ActionableError {
    /// The file can't be read.
    case unreadable(SafeText)
    /// They are of something else.
    case ofAnother(SafeText, SafeText)

    var what: SafeText {
      switch self {
      case .unreadable(let path): "\(path) can't be used"
      case .ofAnother(let path, _): "\(path) has the results of something else"
      }
    }
    var why: SafeText {
      switch self {
      case .unreadable: "it isn't what --save-results writes"
      case .ofAnother(_, let reason): reason
      }
    }
    var remedy: SafeText { "Run `edgesync daily --save-results FILE`, then this again" }
    var exitStatus: ExitStatus {
      switch self {
      case .unreadable: .failed
      case .ofAnother: .inTheWay
      }
    }
  }

  /// The largest file that is read.
  private static let limit = 4 << 20
  /// Failing tests that are handed over, and characters of a text.
  private static let (maximumFailures, maximumText) = (200, 500)
  /// The most of a number that can be meant.
  private static let maximumNumber = 10_000_000

  var version = 1
  var kind: String
  var commit: String
  var tree: String
  var checks: [Check]

  /// What came of a proposal's declared checks; nil where there was nothing to propose.
  init(_ results: [CheckResult], of proposal: Proposal) {
    kind = proposal.kind.rawValue
    commit = proposal.plan.to.id.hex
    tree = proposal.checkedTree.hex
    checks = results.filter { !CheckDefinition.builtInNames.contains($0.name) }.map { result in
      Check(
        name: result.name, state: result.state.rawValue, seconds: result.seconds,
        reason: result.reason, tests: result.tests,
        failures: result.failures.prefix(Self.maximumFailures).map(\.name),
        sandbox: result.sandbox?.rawValue)
    }
  }

  /// Nothing was there to propose.
  init(nothingAt commit: ObjectID, _ kind: SyncKind) {
    self.kind = kind.rawValue
    self.commit = commit.hex
    tree = ""
    checks = []
  }

  /// Writes them.
  func write(to path: FilePath) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try FileSync.replaceFile(path, with: Array(try encoder.encode(self)) + [0x0A])
  }

  /// Reads them: a regular file, of a size that can be meant.
  static func read(_ path: FilePath) throws -> HandedResults {
    let name = path.text
    guard
      let descriptor = try? FileDescriptor.open(
        path, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    else { throw Refusal.unreadable(name) }
    defer { try? descriptor.close() }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { throw Refusal.unreadable(name) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = try bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) }
    let results = try? JSONDecoder().decode(Self.self, from: Data(bytes[..<count]))
    guard let results, results.version == 1, ObjectID(hex: results.commit) != nil else {
      throw Refusal.unreadable(name)
    }
    return results
  }

  /// How a proposal's checks ended.
  ///
  /// - Parameters:
  ///   - definitions: The checks that it has to have passed; what wasn't handed over hasn't.
  ///   - path: Where the results stand.
  /// - Throws: ``Refusal`` where they are of another kind of sync, commit or tree.
  func results(
    of proposal: Proposal, _ definitions: [CheckDefinition], at path: FilePath, now: Int
  ) throws -> [CheckResult] {
    guard kind == proposal.kind.rawValue, commit == proposal.plan.to.id.hex,
      tree == proposal.checkedTree.hex
    else {
      throw Refusal.ofAnother(
        path.text, "they aren't of the \(proposal.kind.rawValue) sync that is to be offered")
    }
    return definitions.map { definition in
      let handed = checks.filter { $0.name == definition.name }
      guard handed.count == 1, let check = handed.first else {
        return CheckResult(
          name: definition.name, stage: definition.stage, state: .cancelled,
          isRequired: definition.isRequired, seconds: 0, date: now,
          reason: "no result of it was handed over")
      }
      let state = CheckResult.State(rawValue: check.state)
      var result = CheckResult(
        name: definition.name, stage: definition.stage,
        state: state == .overridden ? .failed : state ?? .failed,
        isRequired: definition.isRequired, seconds: Self.clamped(check.seconds), date: now,
        reason: check.reason.map { String($0.prefix(Self.maximumText)) },
        tests: check.tests.map { min(max(0, $0), Self.maximumNumber) },
        failures: check.failures.prefix(Self.maximumFailures).map {
          CheckResult.Failure(name: String($0.prefix(Self.maximumText)), message: "")
        })
      result.sandbox = check.sandbox.flatMap(SandboxKind.init)
      return result
    }
  }

  private static func clamped(_ seconds: Double) -> Double {
    seconds.isFinite ? min(max(0, seconds), Double(maximumNumber)) : 0
  }
}
