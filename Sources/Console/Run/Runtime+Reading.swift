import Git
import Reading
import Text
import Upstream

/// Reading: files' lines, what stands in them, and what they are made of.
extension Runtime {
  func loadDiffs(_ wanted: [DiffEffect.Wanted]) {
    let queue = queue
    submit(to: lines) { context, isWanted in
      for file in wanted {
        guard isWanted() else { return }
        do {
          let body =
            switch file.lens {
            case .upstream:
              DiffBody(
                try context.upstream.patch(of: file.change, file.settings), of: file.change)
            case .yours(let path): try Self.yours(path, file, context)
            }
          queue.post(.diff(.found(file, body)))
        } catch {
          if isWanted() { queue.post(.diff(.failed(file, Self.words(error)))) }
        }
      }
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  /// What the edge repo's own file has otherwise than upstream's, as it is committed.
  private static func yours(
    _ path: RepoPath, _ file: DiffEffect.Wanted, _ context: WorkerContext
  ) throws -> DiffBody {
    let repository = try context.edge.repository
    guard let head = try repository.head().commit,
      let own = try repository.item(at: path, in: repository.commitTree(head)),
      own.mode.isRegular, let theirs = file.change.new, theirs.mode.isRegular
    else { return DiffBody(note: "Yours isn't committed as a file.") }
    for (repository, item) in try [(repository, own), (context.upstream, theirs)]
    where try repository.blobSize(item.id) > Repository.maximumComparedSize {
      return DiffBody(note: "Too large to compare.")
    }
    let patch = try Repository.patch(
      from: context.upstream.blob(theirs.id), to: repository.blob(own.id), file.settings)
    return DiffBody(
      patch,
      notes: [
        patch.hunks.isEmpty
          ? "Yours is the same as upstream's now." : "− upstream's now   + yours, as committed"
      ])
  }

  func search(_ pattern: SearchPattern, _ wanted: [DiffEffect.Wanted], tabs: Int) {
    let queue = queue
    submit(to: searching) { context, isWanted in
      for file in wanted {
        guard isWanted() else { return }
        // What can't be read says so where it would be seen.
        let lines = (try? context.upstream.patch(of: file.change, file.settings)).map {
          $0.matches(pattern, tabs: tabs, limit: DiffMatches.limit)
        }
        if isWanted() { queue.post(.diff(.matched(pattern, file.change, lines ?? []))) }
      }
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  func findMoved(_ wanted: [DiffEffect.Wanted]) {
    let queue = queue
    submit(to: moves) { context, isWanted in
      var search = MoveSearch()
      for file in wanted {
        guard isWanted() else { return }
        // A file that can't be compared has no lines that were moved; opening it says why.
        if let patch = try? context.upstream.patch(of: file.change, file.settings) {
          search.add(patch)
        } else {
          search.add(FilePatch.empty)
        }
      }
      guard isWanted() else { return }
      let changes = wanted.map(\.change)
      queue.post(.diff(.moved(changes, MovedLines(search.blocks(), in: changes))))
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
