import Foundation
import Journal
import Rules
import Support
import Testing

@testable import Checks

/// Ways to outlive a check: none does.
@Suite struct SurvivorTests {
  /// Each runs `$S`, a program of a name that nothing else has, for longer than any test.
  private static let ways = [
    "$S 1000 &", "setsid $S 1000 &", "env -i $S 1000 &", "unset HOME; setsid $S 1000 &",
    "HOME=/elsewhere setsid $S 1000 &", "(setsid sh -c '$0 1000 &' $S &)", "nohup $S 1000 &",
    "trap '' TERM HUP INT QUIT; setsid $S 1000 &", "cd /; setsid $S 1000 &",
    // A name that reads like the rest of a line of the process's state.
    "cp $S \"$TMPDIR/) Z 1 1 $N\"; setsid \"$TMPDIR/) Z 1 1 $N\" 1000 &",
    "setsid setsid setsid $S 1000 &", "exec 0<&- 1>&- 2>&-; setsid $S 1000 &",
    "timeout -s KILL 1000 $S 1000 &", "f() { setsid $S 0.02; f & }; f & f &",
    "setsid $S 1000 & sleep 0.1; kill -KILL $PPID",
    "setsid sh -c 'sleep 0.1; kill -KILL $1; exec $0 1000' $S $PPID &",
    "setsid $S 1000 & kill -STOP $PPID", "unshare -Ur $S 1000 & setsid $S 1000 &",
    "(ulimit -n 3; exec setsid $S 1000) &",
    "mkfifo $TMPDIR/p; setsid sh -c 'read x < $1; exec $0 1000' $S $TMPDIR/p & setsid $S 1000 &",
    "setsid $S 1000 & kill -STOP $!", "nice -n 19 setsid $S 1000 & rm -rf $HOME",
    "setsid sh -c 'rm $0; exec sleep 0' $S & setsid sh -c '(setsid $0 1000 &)' $S &",
  ]

  /// Processes of a program that has a name in its path.
  private static func count(_ name: String) -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.count { process in
      guard pid_t(process) != nil else { return false }
      let program = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(process)/exe")
      return program?.contains(name) == true
    }
  }

  private static func checks(
    _ name: String, then ending: String, _ rest: String
  ) throws -> [CheckDefinition] {
    try ways.enumerated().map { index, way in
      let command =
        "N=\(name); S=$HOME/$N; cp /bin/sleep $S\n\(way)\nsleep 0.2; \(ending)"
      return try #require(
        CheckBench.checks(
          "  - name: way \(index)\n    run: |\n"
            + command.split(separator: "\n").map { "      \($0)\n" }.joined() + "    \(rest)\n"
        ).first)
    }
  }

  @Test(arguments: [(SandboxKind.bwrap, true), (.landlock, true), (.none, true), (.none, false)])
  func nothingDoes(_ kind: SandboxKind, isTimedOut: Bool) async throws {
    guard await SandboxKind.works(kind) else { return }
    let name = "survivor-\(UUID().uuidString)"
    let bench = try CheckBench()
    let checks = try Self.checks(
      name, then: isTimedOut ? "exec sleep 1000" : "true",
      // Some stop what would end the check, which takes all of its time then.
      isTimedOut ? "timeout: 1s" : "timeout: 10s")
    let results = try await bench.run(
      checks, jobs: 24, environment: ["PATH": "/usr/bin:/bin", "EDGESYNC_SANDBOX": "auto"],
      sandboxes: [kind])
    #expect(results.allSatisfy { $0.sandbox == kind })
    #expect(Self.count(name) == 0)
    // They did run: what isn't stopped or killed by itself ends as it was to.
    let usual: CheckResult.State = isTimedOut ? .timedOut : .passed
    #expect(results.count { $0.state == usual } >= checks.count - 4)
  }
}
