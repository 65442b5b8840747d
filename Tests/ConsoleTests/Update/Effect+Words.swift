import Git
import Journal
import Rules
import Text
import Upstream

@testable import Console

extension Effect {
  /// The work in words, the part and its name first: `checks.run 4 tests`. An id is its first digit.
  var words: String {
    switch self {
    case .repo(let effect): "repo.\(effect)"
    case .commits(let effect): "commits." + effect.words
    case .showRememberedFiles(let key): "showRememberedFiles " + key.words
    case .loadFiles(let key): "loadFiles " + key.words
    case .diff(let effect): "diff." + effect.words
    case .setReviewed(let key, let isMarked):
      "setReviewed " + key.shortened + (isMarked ? "" : " no more")
    case .checks(let effect): "checks." + effect.words
    case .sync(.plan(let sync)): "sync.plan " + sync.words
    case .sync(.land(let sync, let approval)):
      "sync.land \(sync.words)\(approval.reason.map { " because " + $0 } ?? "")"
        + approval.overridden.sorted().map { " past " + $0 }.joined()
    case .lock(.loadRevert(let id)): "lock.loadRevert \(id.digit)"
    case .lock(.change(let change)): "lock.change " + change.words
    case .lock(.findConflicts(let paths)):
      "lock.findConflicts " + paths.map(\.lineText).joined(separator: " ")
    case .overrides(.carry(let path, let target)):
      "overrides.carry \(path.lineText) \(target.digit)"
    case .notes(.add(let draft)):
      "notes.add \(draft.subject.text.string): \(draft.text)"
        + (draft.isFollowUp ? " for \(draft.owner ?? "anybody")" : "")
    case .notes(.setDone(_, let isDone)): "notes.setDone \(isDone)"
    case .text(let effect): "text." + effect.words
    case .remember(_, let line): "remember " + line
    case .screen(let effect): "screen." + effect.words
    }
  }
}

extension CommitsEffect {
  fileprivate var words: String {
    switch self {
    case .list(let number): "list \(number)"
    case .match(let filter, let ids, _, _):
      "match \(filter.text.string) in \(ids.map(\.digit).joined(separator: " "))"
    case .countLines(let ids, _): "countLines \(ids.map(\.digit).joined(separator: " "))"
    case .loadVerdicts: "loadVerdicts"
    }
  }
}

extension DiffEffect {
  fileprivate var words: String {
    switch self {
    case .load(let sources): "load " + sources.map(\.words).joined(separator: " ")
    case .highlight: "highlight"
    case .findMoved(let sources): "findMoved " + sources.map(\.words).joined(separator: " ")
    case .search(let pattern, let searched, _):
      "search \(pattern.query) in \(searched.map(\.source.words).joined(separator: " "))"
    case .blame(let line):
      "blame \(line.path.lineText):\(line.number)\(line.isRemoved ? " (removed)" : "")"
        + " \(line.base?.digit ?? "")‥\(line.tip.digit)"
    }
  }
}

extension DiffSource {
  /// The path, and what isn't as it is at first.
  fileprivate var words: String {
    var words = change.path.lineText
    switch lens {
    case .upstream: break
    case .yours: words += "(yours)"
    case .merge(_, let target, _): words += "(merge up to \(target.digit))"
    }
    if settings.context == DiffSettings.wholeFile {
      words += "(whole)"
    } else if settings.context != DiffSettings().context {
      words += "(\(settings.context))"
    }
    return settings.ignoresBlanks ? words + "(without blanks)" : words
  }
}

extension FileList.Key {
  fileprivate var words: String {
    candidate.digit + (scope == .commitAlone ? " alone" : "")
      + (base.map { " from \($0.digit)" } ?? "")
  }
}

extension ChecksEffect {
  fileprivate var words: String {
    func following(_ follows: Bool) -> String { follows ? " following" : "" }
    return switch self {
    case .loadKnown(let id, let follows): "loadKnown \(id.digit)" + following(follows)
    case .run(let id, let names, let follows):
      "run \(id.digit)" + (names?.sorted() ?? []).map { " " + $0 }.joined() + following(follows)
    case .bisect(let tip): "bisect \(tip.digit)"
    case .stop: "stop"
    case .allow: "allow"
    }
  }
}

extension WantedSync {
  fileprivate var words: String {
    switch self {
    case .weekly(let id, let follows): "weekly \(id.digit)" + (follows ? " following" : "")
    case .emergency(let id): "emergency \(id.digit)"
    case .recovery(let commit, let pin, let overDrift):
      "recovery \(commit.digit) to \(pin.digit)" + (overDrift ? " over drift" : "")
    }
  }
}

extension LockChange {
  fileprivate var words: String {
    switch self {
    case .hold(let id, let reason, let fix):
      "hold \(id.digit) \(reason)\(fix.map { " until \($0.digit)" } ?? "")"
    case .unhold(let id): "unhold \(id.digit)"
    case .acknowledge(let paths, let reviews):
      "acknowledge " + (paths.map(\.lineText) + reviews.map(\.digit)).joined(separator: " ")
    }
  }
}

extension TextEffect {
  fileprivate var words: String {
    switch self {
    case .loadEvents: "loadEvents"
    case .loadEvent(let event): "loadEvent \(event.id.shortened)"
    case .loadCommit(let id): "loadCommit \(id.digit)"
    case .loadStatus: "loadStatus"
    case .loadDiagnosis: "loadDiagnosis"
    }
  }
}

extension ScreenEffect {
  fileprivate var words: String {
    switch self {
    case .copy(let text): "copy " + text.shortened
    case .edit(let path, let line): "edit \(path.lineText)\(line.map { ":\($0)" } ?? "")"
    case .diffTool(let change): "diffTool \(change.path.lineText)"
    case .setTheme(let name, let isKept): "setTheme \(name)" + (isKept ? " kept" : "")
    case .redraw: "redraw"
    case .suspend: "suspend"
    }
  }
}

extension String {
  /// The words, with the first digit alone of each id.
  fileprivate var shortened: String {
    split(separator: " ").map { $0.utf8.count == 40 ? $0.prefix(1) : $0 }.joined(separator: " ")
  }
}
