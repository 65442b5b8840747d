import Git
import Upstream

/// Telling where lines come from.
extension Runtime {
  func blame(_ line: LineInRange) {
    let queue = queue
    submit(to: blaming) { context, _ in
      let upstream = try context.upstream
      let origin = try LineHistory(of: context.edge, in: upstream).origin(of: line)
      let commit = try origin.commit.map { CommitText(try upstream.commit($0)) }
      queue.post(.diff(.blamed(line, origin, commit)))
    } orElse: {
      .diff(.unblamed(line, $0))
    }
  }
}
