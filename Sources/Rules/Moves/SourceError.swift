import Git
import Text

/// A mapping whose files aren't where the manifest has them in a commit: nothing to delete, and nothing to pass over.
package struct MissingSource: Hashable, Sendable {
  /// What stands in its place.
  package enum Present: Hashable, Sendable {
    case nothing, submodule, link, file, folder
  }

  /// The mapping's place in the manifest.
  package let mapping: Int
  /// Its name.
  package let name: String
  /// Where the manifest has it.
  package let from: RepoPath
  /// The manifest's line of that.
  package let line: Int
  /// The commit that doesn't have it.
  package let candidate: ObjectID
  /// What stands in its place there.
  package let present: Present
  /// Where its files stand there; nil where that is no one place.
  package let place: RepoPath?
  /// The move that took them from where the manifest has them; nil where none is known.
  package let move: MappingPlaces.Move?

  /// A mapping whose files aren't in a candidate where the manifest has them.
  package init(
    mapping: Int, name: String, from: RepoPath, line: Int, candidate: ObjectID, present: Present,
    place: RepoPath?, move: MappingPlaces.Move?
  ) {
    (self.mapping, self.name, self.from, self.line) = (mapping, name, from, line)
    (self.candidate, self.present, self.place, self.move) = (candidate, present, place, move)
  }

  /// What became of it: `upstream moved services/a to services/b in 821c734`.
  package var text: SafeText {
    let commit: SafeText = move?.commit.map { " in \($0.short)" } ?? ""
    if let place {
      guard let move, move.to != from else {
        return "in \(candidate.short), \(from.shown) is at \(place.shown)"
      }
      return "upstream moved \(from.shown) to \(place.shown)" + commit
    }
    let places = (move?.found.places ?? []).prefix(Self.maximumPlaces)
    switch present {
    case .submodule: return "\(from.shown) is a submodule" + since(commit)
    case .link: return "\(from.shown) is a symbolic link" + since(commit)
    case .file: return "\(from.shown) is a file" + since(commit)
    case .folder where places.isEmpty: return "\(from.shown) is a folder" + since(commit)
    case .nothing where move == nil: return "there is no \(from.shown) in \(candidate.short)"
    case .nothing where places.isEmpty: return "upstream deleted \(from.shown)" + commit
    case .folder, .nothing:
      let list = places.map { "\($0.path.shown) (\($0.files))" as SafeText }.joined(separator: ", ")
      return
        "upstream moved the \(counted(move?.found.total ?? 0, "file")) of \(from.shown) to several places"
        + commit + ": " + list
    }
  }

  private func since(_ commit: SafeText) -> SafeText {
    commit.isEmpty ? " in \(candidate.short)" : commit
  }

  private static let maximumPlaces = 5
}

extension RepoPath {
  /// The path as a manifest has it.
  fileprivate var shown: SafeText { isRoot ? "." : text }
}

/// Why a mapping can't be synced from a commit.
package enum SourceError: ActionableError {
  /// Upstream moved or deleted what mappings take; nothing was changed.
  case moved([MissingSource], candidate: ObjectID)
  /// Upstream has none of the files that mappings take any more, but others in their place; nothing was changed.
  case emptied([EmptiedSource], candidate: ObjectID)
  /// Upstream has nothing where a mapping takes files, at the pin neither.
  case nowhere(mapping: Mapping, pin: ObjectID, candidate: ObjectID, meant: RepoPath?)
  /// The manifest isn't written so that the mapping's place can be changed in it.
  case unwritable(line: Int, from: RepoPath, to: RepoPath)

  /// Whether the mappings can be taken along to where their files are.
  package var isFollowable: Bool {
    if case .moved(let sources, _) = self { sources.allSatisfy { $0.place != nil } } else { false }
  }

  /// What failed.
  package var what: SafeText {
    switch self {
    case .moved(let sources, let candidate):
      "\(candidate.short) can't be taken: \(sources.map(\.text).joined(separator: "; "))"
    case .emptied(let sources, let candidate):
      "\(candidate.short) can't be taken: \(sources.map(\.text).joined(separator: "; "))"
    case .nowhere(let mapping, _, _, _): "edgesync.yml:\(mapping.fromLine)"
    case .unwritable(let line, _, _): "edgesync.yml:\(line)"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .moved, .emptied: return ""
    case .nowhere(let mapping, let pin, let candidate, let meant):
      let commits: SafeText =
        pin == candidate
        ? "at \(pin.short)" : "neither at the pin \(pin.short) nor at \(candidate.short)"
      let hint: SafeText = meant.map { ". There is \($0.shown)" } ?? ""
      return "upstream has no \(mapping.from.shown), \(commits)" + hint
    case .unwritable(_, let from, let to):
      return "`from: \(from.shown)` can't be changed to \(to.shown) as it is written"
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .moved(let sources, let candidate):
      if isFollowable {
        return
          "Follow \(sources.count == 1 ? "the move" : "the moves") with `edgesync pin \(candidate.short) --follow`"
      }
      return Self.newSource(sources.filter { $0.place == nil }.map(\.line))
    case .emptied(let sources, _): return Self.newSource(sources.map(\.line))
    case .nowhere(_, _, _, let meant):
      return meant.map { "Write `from: \(SafeText(YAMLText.scalar($0.bytesText)))`" }
        ?? "Name a folder that upstream has"
    case .unwritable(_, _, let to):
      return "Write `from: \(to.shown)` there, and commit it"
    }
  }

  private static func newSource(_ lines: [Int]) -> SafeText {
    "Say in edgesync.yml, line \(lines.map { "\($0)" as SafeText }.joined(separator: ", ")), where to take the files from; or take the mapping out, and its files are yours"
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .moved, .emptied: .inTheWay
    case .nowhere, .unwritable: .invalid
    }
  }
}

extension RepoPath {
  /// The path as text to write into a manifest, which is UTF-8.
  var bytesText: String { isRoot ? "." : String(decoding: bytes, as: UTF8.self) }
}
