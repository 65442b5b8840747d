import Rules
import SystemPackage
import Text

/// Why a fleet can't be had.
package enum FleetError: ActionableError {
  /// There is no such file.
  case noFile(SafeText)
  /// The file can't be read, or something in it is wrong.
  case invalid(ManifestError)
  /// The folder has no edge repos in it.
  case noEdges(folder: SafeText)
  /// The folder can't be read.
  case unreadable(folder: SafeText, reason: SafeText)
  /// No edge repo has the labels, or is in the share.
  case nothingSelected

  /// What failed.
  package var what: SafeText {
    switch self {
    case .noFile(let path): "there is no \(path)"
    case .invalid(let error): error.what
    case .noEdges(let folder): "\(folder) has no edge repos in it"
    case .unreadable(let folder, _): "\(folder) can't be read"
    case .nothingSelected: "no edge repo of the fleet was chosen"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .noFile, .nothingSelected: ""
    case .invalid(let error): error.why
    case .noEdges: "no folder there has an edgesync.yml"
    case .unreadable(_, let reason): reason
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .noFile:
      "List the edge repos in it, as `edges: [{ name: NAME, url: URL }]`, or give a folder of them with --from-dir"
    case .invalid(.unreadable): "Fix the file"
    case .invalid(let error): error.remedy
    case .noEdges: "Give the folder that their checkouts are in"
    case .unreadable: "Give another folder with --from-dir"
    case .nothingSelected: "Give other values with --only and --shard"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .noFile, .invalid: .invalid
    case .noEdges, .unreadable: .failed
    case .nothingSelected: .usage
    }
  }
}
