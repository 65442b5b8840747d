import Git
import Planning
import Rules
import Text
import Upstream

/// Whether the mappings' files are where the manifest has them, at upstream's tip.
struct MappingFacts {
  /// Mappings whose files aren't there.
  let missing: [MissingSource]
  /// A mapping from what upstream has nowhere; nil where there is none.
  let nowhere: SourceError?
  /// What else kept upstream's history from being read.
  let failure: (any Error)?
  /// When the oldest commit that is still to be synced was made, in seconds since 1970; nil where none is.
  let waitingSince: Int?
  private let tip: ObjectID
  private let manifestText: ManifestText

  /// Commits that are looked at for the oldest one at the most.
  private static let most = 2000

  /// Looks at upstream's tip.
  init(_ edge: EdgeRepo, in upstream: Repository, at tip: ObjectID, _ manifestText: ManifestText) {
    self.tip = tip
    self.manifestText = manifestText
    var (missing, oldest): ([MissingSource], Int?) = ([], nil)
    var (nowhere, failure): (SourceError?, (any Error)?) = (nil, nil)
    do {
      let history = try edge.history(in: upstream, to: [tip])
      missing = try edge.missingSources(at: tip, in: upstream, history)
      let stream = history.candidates(from: tip, notFrom: edge.lock.pin.id)
      var count = 0
      while count < Self.most, let nodes = try stream.next() {
        count += nodes.count
        for node in nodes {
          let date = try upstream.commit(node.id).committer.time
          oldest = min(oldest ?? date, date)
        }
      }
    } catch let error as SourceError {
      if case .nowhere = error { nowhere = error } else { failure = error }
    } catch {
      failure = error
    }
    (self.missing, waitingSince) = (missing, oldest)
    (self.nowhere, self.failure) = (nowhere, failure)
  }

  var findings: [Finding] {
    var findings = missing.map { source in
      source.place == nil
        ? Finding(
          .mappingDeleted,
          "\(source.text): say in edgesync.yml, line \(source.line), where the mapping \(SafeText(source.name)) takes its files from, or take it out"
        )
        : Finding(
          .mappingMoved, source.text, fix: "edgesync pin \(tip.hex) --follow --yes")
    }
    if case .nowhere(let mapping, _, _, let meant)? = nowhere, let error = nowhere {
      let command = meant.flatMap { meant in
        manifestText.replacing(
          String(decoding: mapping.from.bytes, as: UTF8.self),
          by: String(decoding: meant.bytes, as: UTF8.self), after: "from:")
      }
      findings.append(Finding(.mappingNowhere, error.cause, fix: command))
    }
    return findings
  }
}
