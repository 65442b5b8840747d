import Git
import Reading
import Text
import Upstream

/// Reading: files' lines, what stands in them, and what they are made of.
extension Runtime {
  /// Time between messages of what was found.
  private static let batchTime = Duration.milliseconds(50)

  func loadDiffs(_ wanted: [DiffSource]) {
    let queue = queue
    submit(to: lines) { context, isWanted in
      for source in wanted {
        guard isWanted() else { return }
        do {
          queue.post(.diff(.found(source, try Self.body(of: source, context))))
        } catch {
          if isWanted() { queue.post(.diff(.failed(source, Self.words(error)))) }
        }
      }
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  private static func body(of source: DiffSource, _ context: WorkerContext) throws -> DiffBody {
    switch source.lens {
    case .upstream:
      DiffBody(
        try context.upstream.patch(of: source.change, source.settings), of: source.change)
    case .yours(let path): try yours(path, source, context)
    case .merge(let path, let target, let showsVersions):
      try merge(path, to: target, showsVersions: showsVersions, source, context)
    }
  }

  func countLines(of commits: [ObjectID], _ listing: Int) {
    let (queue, listingGate) = (queue, listingGate)
    submit(to: countingLines) { context, isWanted in
      if commits.isEmpty { return }
      listingGate.wait(while: isWanted)
      var found: [ObjectID: CommitLines.Count] = [:]
      var sent = ContinuousClock.now
      for commit in commits {
        let lines = (try? context.history.syncedLines(of: commit)) ?? nil
        guard isWanted() else { break }
        // What can't be read says so where it would be seen.
        found[commit] = lines.map { .lines($0) } ?? .uncounted
        if ContinuousClock.now - sent > Self.batchTime {
          queue.post(.commits(.linesCounted(found, listing: listing)))
          found = [:]
          sent = .now
        }
      }
      queue.post(.commits(.linesCounted(found, listing: listing)))
    } orElse: {
      .notice(Notice(.warning, $0))
    }
    // Those that were seen before may be waiting.
    listingGate.askAgain()
  }

  func search(_ pattern: SearchPattern, _ searched: [DiffEffect.Searched], tabs: Int) {
    let queue = queue
    submit(to: searching) { context, isWanted in
      var found: [DiffSource: [Int]] = [:]
      var sent = ContinuousClock.now
      for file in searched {
        guard isWanted() else { return }
        // What can't be read says so where it would be seen.
        let body = file.body ?? (try? Self.body(of: file.source, context))
        found[file.source] =
          body?.patch?.matches(pattern, tabs: tabs, limit: DiffMatches.limit) ?? []
        if ContinuousClock.now - sent > Self.batchTime {
          queue.post(.diff(.matched(pattern, found)))
          found = [:]
          sent = .now
        }
      }
      if isWanted() { queue.post(.diff(.matched(pattern, found))) }
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  func findMoved(_ sources: [DiffSource]) {
    let queue = queue
    submit(to: moves) { context, isWanted in
      var search = MoveSearch()
      func patch(_ source: DiffSource) -> FilePatch? {
        // A file that can't be compared has no lines that were moved; opening it says why.
        isWanted() ? try? context.upstream.patch(of: source.change, source.settings) : nil
      }
      for source in sources where !search.isTooMuch {
        guard isWanted() else { return }
        search.add(patch(source) ?? .empty)
      }
      let blocks = search.blocks()
      guard isWanted() else { return }
      queue.post(.diff(.moved(MovedLines(blocks, in: sources))))
      if blocks.edits.isEmpty { return }
      let edits = MovedEdits(of: blocks) { index in
        patch(sources[index]).map { patch in { patch.bytes(of: patch.lines[$0]) } }
      }
      if isWanted() { queue.post(.diff(.moved(MovedLines(blocks, edits, in: sources)))) }
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  func highlight(_ wanted: [HighlightCache.Key]) {
    guard wantsSyntax else { return }
    let (queue, highlighting) = (queue, highlighting)
    highlighting.cancel()
    submit(to: syntax) { context, isWanted in
      guard let highlighter = context.highlighter else {
        for key in wanted { queue.post(.diff(.highlighted(key, nil))) }
        return
      }
      var texts: [(key: HighlightCache.Key, text: [UInt8])] = []
      for key in wanted {
        guard isWanted() else { return }
        let size = (try? context.upstream.blobSize(key.blob)) ?? .max
        let text = size <= BatHighlighter.maximumSize ? try? context.upstream.blob(key.blob) : nil
        if let text { texts.append((key, text)) } else { queue.post(.diff(.highlighted(key, nil))) }
      }
      let known = texts
      highlighting.start(in: queue) {
        for (key, text) in known where !Task.isCancelled {
          let highlighted = await highlighter.highlight(text, as: key.name)
          if !Task.isCancelled { queue.post(.diff(.highlighted(key, highlighted))) }
        }
      }
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }
}
