import Text

/// What is wrong with the manifest or the lock, with the file and the line.
package enum ManifestError: ActionableError {
  /// There is no manifest at the edge repo's root.
  case noManifest(folder: SafeText)
  /// There is a manifest but no lock, and the commit that has one; nil where none is found.
  case noLock(in: SafeText?)
  /// The file can't be read as YAML or as text.
  case unreadable(file: SafeText, line: Int?, reason: SafeText)
  /// The file can't be read as HEAD has it either: why, and the last commit before whose file can be; nil where
  /// none is found.
  case unreadableInHead(file: SafeText, line: Int?, reason: SafeText, last: SafeText?)
  /// A value is missing or wrong.
  case invalid(file: SafeText, line: Int, reason: SafeText, remedy: SafeText)
  /// Two mappings claim one path of the edge repo.
  case claimedTwice(path: SafeText, first: SafeText, second: SafeText, line: Int)
  /// A mapping takes a single file and puts it at the edge repo's root without a name.
  case namelessFile(mapping: SafeText, from: SafeText, line: Int)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .noManifest(let folder): "\(folder) has no edgesync.yml"
    case .noLock: "there is an edgesync.yml but no edgesync.lock"
    case .unreadable(let file, let line, _), .unreadableInHead(let file, let line, _, _):
      line.map { "\(file):\($0)" } ?? file
    case .invalid(let file, let line, _, _): "\(file):\(line)"
    case .claimedTwice(_, _, _, let line): "edgesync.yml:\(line)"
    case .namelessFile(_, _, let line): "edgesync.yml:\(line)"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .noManifest, .noLock: ""
    case .unreadable(_, _, let reason): reason
    case .unreadableInHead(_, _, let reason, _): reason + ", and that is committed"
    case .invalid(_, _, let reason, _): reason
    case .claimedTwice(let path, let first, let second, _):
      "the mappings \(first) and \(second) both claim \(path)"
    case .namelessFile(let mapping, let from, _):
      "the mapping \(mapping) takes \(from), which is a file upstream, to `.`, and so gives it no name"
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .noManifest: "Adopt the repo with `edgesync init --upstream URL --map FROM:TO`"
    case .noLock(let commit?):
      "Restore it with `git checkout \(commit) -- edgesync.lock`, or write one with `edgesync init`"
    case .noLock(nil): "Write one with `edgesync init`"
    case .unreadable(let file, _, _):
      "Fix \(file), or restore it with `git checkout HEAD -- \(word: file)`"
    case .unreadableInHead(let file, _, _, let commit?):
      "Restore the last good version with `git checkout \(commit) -- \(word: file)`, or fix it; then commit it"
    case .unreadableInHead(let file, _, _, nil): "Fix \(file), and commit it"
    case .invalid(_, _, _, let remedy): remedy
    case .claimedTwice: "Exclude it from one of them"
    case .namelessFile: "Write the file's own path as `to`"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .invalid }
}
