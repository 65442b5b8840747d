import Foundation
import Support
import Testing

/// Tokens that edgesync has, and a check that looks for them.
@Suite struct HostileCheckTests {
  private static let canary = "canary-7f3a91c2"

  /// Looks at every process above it, and says what it finds; memory only where nobody may read it as root.
  private static let search = """
    checks:
      - name: thief
        run: |
          look() {
            tr '\\0' '\\n' < /proc/$1/environ 2> /dev/null | grep -F canary- && echo "LEAK environ $1"
            tr '\\0' '\\n' < /proc/$1/cmdline 2> /dev/null | grep -F canary- && echo "LEAK cmdline $1"
            if [ -n "$DEEP" ]; then
              (exec 8< /proc/$1/mem) 2> /dev/null && echo "LEAK mem $1"
              readlink /proc/$1/cwd | grep -F edge && echo "LEAK cwd $1"
              ls /proc/$1/fd > /dev/null 2>&1 && echo "LEAK fd $1"
              # ptrace(PTRACE_ATTACH), as a debugger does.
              perl -e 'exit(syscall($ARGV[0], 16, $ARGV[1], 0, 0) == 0 ? 0 : 1)' $n $1 && echo "LEAK ptrace $1"
            fi
          }
          p=$PPID
          n=101; [ "$(uname -m)" = x86_64 ] || n=117
          for i in 1 2 3; do
            [ "$p" -gt 1 ] || break
            look "$p"
            p=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$p/status)
          done
          for p in /proc/[0-9]*; do
            grep -qsF edgesync $p/cmdline && tr '\\0' '\\n' < $p/environ 2> /dev/null | grep -F canary- && echo LEAK
          done
          env | grep -F canary- && echo "LEAK own"
          true
        env: [DEEP]
    """

  private static let tokens = [
    "GH_TOKEN": canary + "-gh", "UPSTREAM_TOKEN": canary + "-up", "SSH_AUTH_SOCK": canary,
    "AWS_SECRET_ACCESS_KEY": canary,
  ]

  private func expectNothing(_ outcome: Program.Outcome) throws {
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    let said = outcome.text + outcome.errorText
    #expect(said.contains("✓ thief"), "\(said)")
    #expect(!said.contains("LEAK"), "\(said)")
    #expect(!said.contains(Self.canary), "\(said)")
  }

  @Test(arguments: ["auto", "off"]) func noTokenIsFound(_ policy: String) throws {
    let pair = try EdgePair(manifest: Self.search)
    let commits = try pair.advanceAsUsual()
    let isDeep = policy == "auto" || geteuid() != 0
    let program = pair.edgesync.with(
      Self.tokens.merging(["EDGESYNC_SANDBOX": policy, "DEEP": isDeep ? "1" : ""]) { $1 })
    try expectNothing(
      program.run(["check", commits[0], "--only", "thief"], in: pair.edge.git.folder))
  }

  /// Whether another user can run the program.
  private static let canBeNobody: Bool = {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
      return false
    }
    let outcome = try? Program("/usr/bin/setpriv").run(
      asNobody + [EdgesyncProgram.name, "--version"])
    return outcome?.status == 0
  }()

  private static let asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"]

  @Test(.enabled(if: canBeNobody, "no other user can run the program"), arguments: ["auto", "off"])
  func anotherUserFindsNoneEither(_ policy: String) throws {
    let pair = try EdgePair(manifest: Self.search)
    let commits = try pair.advanceAsUsual()
    _ = try Program("/bin/chown").run(["-R", "65534:65534", pair.folder.name])
    let variables = pair.edgesync.variables.merging(
      Self.tokens.merging(["EDGESYNC_SANDBOX": policy, "DEEP": "1"]) { $1 }
    ) { $1 }
    let program = Program("/usr/bin/setpriv", variables: variables)
    try expectNothing(
      program.run(
        Self.asNobody + [EdgesyncProgram.name, "check", commits[0], "--only", "thief"],
        in: pair.edge.git.folder))
  }
}
