import Support

/// Something that goes wrong on the way to upstream or with upstream itself, and how it has to end.
package struct UpstreamCase: Sendable, CustomStringConvertible {
  /// What happens.
  enum Trouble: Hashable, Sendable {
    /// The line breaks on one of the fetch's runs of ssh.
    case transport(FaultyTransport.Fault, run: Int)
    /// The line hangs, and a signal ends the wait.
    case hang(after: Int, run: Int, signal: Int32)
    /// Upstream isn't what it was: a command of the shell's in its repository.
    case upstream(String)
    /// The edge repo's clock shows a time, in seconds since 1970.
    case clock(Int)
  }

  /// How a fetch may end.
  enum Ending: Hashable, Sendable {
    /// It brings upstream's tip.
    case brings
    /// It fails, saying why in these words.
    case fails(saying: String)
    /// It either brings the tip or fails.
    case either
    /// It is cancelled.
    case cancelled
  }

  /// What it is called, to be run alone.
  package let description: String
  let trouble: Trouble
  let isMirrored: Bool
  let ending: Ending
}

extension UpstreamCase {
  /// All cases.
  ///
  /// - Parameters:
  ///   - size: Bytes that a fetch brings.
  ///   - stride: Bytes from one cut to the next.
  package static func all(size: Int, stride step: Int) -> [UpstreamCase] {
    histories + lines(size: size, stride: step) + hangs(size: size, stride: step * 4) + clocks
  }

  /// Upstreams that aren't what they were.
  private static var histories: [UpstreamCase] {
    let orphan =
      "git update-ref refs/heads/main $(git commit-tree -m orphan $(git rev-parse HEAD^{tree}))"
    let troubles: [(String, String, Ending)] = [
      ("a force push", "git update-ref refs/heads/main main~1", .brings),
      ("an orphan tip", orphan, .brings),
      ("an orphan tip, the rest collected", "\(orphan); \(collect)", .brings),
      (
        "an empty tree", "git update-ref refs/heads/main $(git commit-tree -m empty \(emptyTree))",
        .brings
      ),
      ("the branch deleted", "git update-ref -d refs/heads/main", .fails(saying: "no branch main")),
      (
        "the branch renamed", "git branch --quiet -m main trunk",
        .fails(saying: "no branch main")
      ),
      (
        "a tag at the tip",
        "git tag -a -m t t main; cp .git/refs/tags/t .git/refs/heads/main",
        .fails(saying: "doesn't point to a commit")
      ),
      (
        "a tree at the tip", "git rev-parse main^{tree} > tip; cp tip .git/refs/heads/main",
        .fails(saying: "doesn't point to a commit")
      ),
      (
        "a blob at the tip", "git rev-parse main:README.md > tip; cp tip .git/refs/heads/main",
        .fails(saying: "doesn't point to a commit")
      ),
      (
        "a tip that isn't there",
        "echo \(String(repeating: "1", count: 40)) > .git/refs/heads/main",
        .fails(saying: "")
      ),
      ("a tip that is no id", "echo nonsense > .git/refs/heads/main", .fails(saying: "")),
      ("an empty tip", ": > .git/refs/heads/main", .fails(saying: "")),
      ("no objects", "rm -rf .git/objects/*", .fails(saying: "can't be reached")),
      ("no repository", "rm -rf .git", .fails(saying: "can't be reached")),
      (
        "an empty repository", "rm -rf .git; git init --quiet --initial-branch=main .",
        .fails(saying: "no branch main")
      ),
      ("a shallow upstream", shallow, .either),
      ("a malformed commit", commit("s/^tree .*/nonsense/"), .fails(saying: "can't be reached")),
      // What `git log` reads all the same.
      ("a commit without an author", commit("/^author /d"), .brings),
      ("hidden refs", "git config transfer.hideRefs refs/heads", .fails(saying: "no branch main")),
      ("everything packed", "git pack-refs --all; git gc --quiet --prune=now", .brings),
    ]
    return troubles.flatMap { name, script, ending in
      [true, false].map {
        UpstreamCase(
          description: "\(name)\($0 ? "" : ", first fetch")", trouble: .upstream(script),
          isMirrored: $0, ending: ending)
      }
    }
  }

  private static let emptyTree = TreePair.emptyTree
  private static let collect = "git reflog expire --expire=now --all; git gc --quiet --prune=now"
  private static let shallow =
    "rm -rf ../shallow; git clone --quiet --depth 1 \"file://$PWD\" ../shallow && rm -rf .git && mv ../shallow/.git .git"
  /// Moves upstream's branch to its commit with some lines changed.
  private static func commit(_ edit: String) -> String {
    """
    git cat-file commit main | sed '\(edit)' > commit; \
    git hash-object -t commit -w --literally commit > tip; cp tip .git/refs/heads/main
    """
  }

  /// Lines that are cut, or change what they carry.
  private static func lines(size: Int, stride step: Int) -> [UpstreamCase] {
    var cases: [UpstreamCase] = []
    let places = (1...2).flatMap { run in
      // The first run only lists refs, in some hundred bytes.
      stride(from: 0, through: run == 1 ? 640 : size + 2048, by: run == 1 ? 128 : step)
        .map { (run, $0) }
    }
    for isMirrored in [true, false] {
      let name = isMirrored ? "" : ", first fetch"
      for (run, bytes) in places {
        cases.append(
          UpstreamCase(
            description: "run \(run) cut after \(bytes) bytes\(name)",
            trouble: .transport(.cut(bytes), run: run), isMirrored: isMirrored,
            ending: bytes < (run == 1 ? 256 : size) ? .fails(saying: "") : .either))
        // What a check sum covers can't change unseen; the words before it may, which grow with the
        // objects that are counted.
        cases.append(
          UpstreamCase(
            description: "run \(run) changed after \(bytes) bytes\(name)",
            trouble: .transport(.changed(bytes), run: run), isMirrored: isMirrored,
            ending: run == 2 && (size / 2..<size).contains(bytes) ? .fails(saying: "") : .either))
      }
      for run in 1...2 {
        cases.append(
          UpstreamCase(
            description: "run \(run) refused\(name)", trouble: .transport(.refused, run: run),
            isMirrored: isMirrored, ending: .fails(saying: "Permission denied")))
      }
      // Between what ls-remote saw and what is fetched.
      cases.append(
        UpstreamCase(
          description: "a force push in between\(name)",
          trouble: .transport(
            .changing(
              """
              git update-ref refs/heads/main \
              $(git -c user.name=Ana -c user.email=ana@example.com commit-tree -m forced -p main~1 main~1^{tree}) && \(collect)
              """), run: 2), isMirrored: isMirrored, ending: .brings))
      cases.append(
        UpstreamCase(
          description: "the branch deleted in between\(name)",
          trouble: .transport(
            .changing("git update-ref -d refs/heads/main && \(collect)"), run: 2),
          isMirrored: isMirrored, ending: .fails(saying: "no branch main")))
    }
    return cases
  }

  private static func hangs(size: Int, stride step: Int) -> [UpstreamCase] {
    var cases: [UpstreamCase] = []
    // Interrupt, terminate and hang-up.
    let signals: [Int32] = [2, 15, 1]
    for (number, bytes) in stride(from: 0, to: size, by: step).enumerated() {
      let run = bytes == 0 ? 1 : 2
      let signal = signals[number % signals.count]
      cases.append(
        UpstreamCase(
          description: "run \(run) hung after \(bytes) bytes, signal \(signal)",
          trouble: .hang(after: bytes, run: run, signal: signal), isMirrored: number % 2 == 0,
          ending: .cancelled))
    }
    return cases
  }

  private static var clocks: [UpstreamCase] {
    let years = 10 * 365 * 86_400
    return [-years, years].flatMap { shift in
      let time = EdgesyncProgram.now + shift
      return [
        UpstreamCase(
          description: "the clock \(shift) seconds off", trouble: .clock(time), isMirrored: true,
          ending: .brings),
        UpstreamCase(
          description: "upstream's clock \(shift) seconds off",
          trouble: .upstream(
            """
            GIT_AUTHOR_DATE=@\(time) GIT_COMMITTER_DATE=@\(time) \
            git commit-tree -m shifted -p main main^{tree} > tip; cp tip .git/refs/heads/main
            """), isMirrored: true, ending: .brings),
      ]
    }
  }
}
