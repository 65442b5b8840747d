import Foundation
import Journal
import Support
import SystemPackage
import Testing

@testable import Checks

/// What a check finds in each sandbox.
@Suite struct SandboxTests {
  private static let variables = ["PATH": "/usr/bin:/bin", "EDGESYNC_SANDBOX": "auto"]

  private func run(
    _ command: String, in kind: SandboxKind, _ rest: String = "", on bench: CheckBench,
    variables: [String: String] = [:]
  ) async throws -> CheckResult {
    try #require(
      try await bench.run(
        [CheckBench.check(command, rest)],
        environment: Self.variables.merging(variables) { _, own in own }, sandboxes: [kind]
      ).first)
  }

  @Test(arguments: [SandboxKind.bwrap, .landlock])
  func whatIsntItsOwnIsntThere(_ kind: SandboxKind) async throws {
    guard await SandboxKind.works(kind) else { return }
    let bench = try CheckBench()
    try bench.folder.write("canary", to: "key")
    let edge = bench.repository.git.folder.string
    let result = try await run(
      """
      cat \(bench.folder.name)/key \(edge)/.git/config \(edge)/.git/HEAD && echo LEAK file
      ls \(edge) \(bench.folder.name) ~root /home/* /run/user && echo LEAK folder
      ls /tmp | grep -v edgesync-check && echo LEAK tmp
      cat /etc/shadow && echo LEAK shadow
      touch /usr/mark /etc/mark /opt/mark && echo LEAK write
      for file in environ mem maps cwd fd root exe; do
        [ "$(id -u)" = 0 ] && [ $file = exe ] && continue
        head -c 1 /proc/\(getpid())/$file > /dev/null 2>&1 && echo LEAK $file
        readlink /proc/\(getpid())/$file && echo LEAK $file
      done
      kill -0 \(getpid()) && echo LEAK signal
      true
      """, in: kind, on: bench)
    #expect(result.state == .passed)
    #expect(result.sandbox == kind)
    #expect(!result.text.contains("LEAK"), "\(result.text)")
    #expect(!result.text.contains("canary"), "\(result.text)")
  }

  /// Whether Landlock keeps abstract sockets apart, which it does from Linux 6.12 on.
  private static let scopesSockets: Bool = {
    let version = ProcessInfo.processInfo.operatingSystemVersion
    return (version.majorVersion, version.minorVersion) >= (6, 12)
  }()

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/perl"), "needs perl"),
    arguments: SandboxKind.tried)
  func agentsAreReachedAsTheDocsSay(_ kind: SandboxKind) async throws {
    guard await SandboxKind.works(kind) else { return }
    let bench = try CheckBench()
    let path = bench.folder.name + "/agent"
    let abstract = "@edgesync-agent-\(UUID().uuidString)"
    let agents = try [path, abstract].map { try AgentSocket($0, telling: "canary") }
    let result = try await run(
      """
      for name in \(path) \(abstract); do
        perl -MIO::Socket::UNIX -e '
          ($name = $ARGV[0]) =~ s/^@/\\0/;
          $agent = IO::Socket::UNIX->new(Peer => $name) and print "$ARGV[0] says ", <$agent>;
        ' $name
      done
      """, in: kind, on: bench)
    withExtendedLifetime(agents) {}
    #expect(result.state == .passed, "\(result.text)")
    #expect(result.text.contains("\(path) says canary") == (kind != .bwrap), "\(result.text)")
    let isAlone = kind != .none && Self.scopesSockets
    #expect(result.text.contains("\(abstract) says canary") == !isAlone, "\(result.text)")
  }

  @Test(arguments: SandboxKind.tried)
  func whatChecksNeedIsThere(_ kind: SandboxKind) async throws {
    guard await SandboxKind.works(kind) else { return }
    let bench = try CheckBench()
    _ = try Program("/bin/mkdir").run(["-p", "tools/bin", "tools/lib"], in: bench.folder.path)
    try bench.folder.write("tool\n", to: "tools/data")
    try bench.folder.writeProgram("#!/bin/sh\necho tool", to: "tools/bin/tool")
    try bench.folder.write("beside", to: "tools/lib/beside")
    let server = try LoopbackServer { _ in LoopbackServer.Answer("answer") }
    let result = try await run(
      """
      set -e
      pwd; touch new; rm new; cat app.py; echo a > "$HOME/a"; mktemp > /dev/null; git log -1 --format=%s
      echo x > /dev/null; head -c 1 /dev/urandom > /dev/null; cat /proc/self/status > /dev/null
      echo out > /dev/stdout; getent passwd root > /dev/null; sh -c 'exit 0' & wait $!
      tool; cat "$DATA"; cat \(bench.folder.name)/tools/lib/beside
      bash -c 'exec 3<>/dev/tcp/127.0.0.1/\(server.port)' && echo loopback
      mkfifo pipe; echo through > pipe & cat pipe
      """, in: kind, "env: [DATA]", on: bench,
      variables: [
        "PATH": "\(bench.folder.name)/tools/bin:/usr/bin:/bin",
        "DATA": bench.folder.name + "/tools/data",
      ])
    #expect(result.state == .passed, "\(result.text)")
    #expect(result.text.contains("loopback"))
  }

  @Test func requireRefusesWithoutOne() async throws {
    let bench = try CheckBench()
    let result = try await run("touch ran", in: .none, "sandbox: require", on: bench)
    #expect(result.state == .skipped)
    #expect(!result.allowsLanding)
    #expect(result.reason?.hasPrefix("it needs a sandbox, and none works here: ") == true)
    #expect(result.log.isEmpty)
  }

  @Test func offIsNone() async throws {
    let bench = try CheckBench()
    let result = try await run(
      "[ -d '\(bench.folder.name)' ]", in: .bwrap, "sandbox: off", on: bench)
    #expect(result.state == .passed)
    #expect(result.sandbox == .off)
    // And what passed in none says nothing of a check that needs one.
    let needing = try CheckBench.check("[ -d '\(bench.folder.name)' ]", "sandbox: require")
    let runner = CheckRunner(bench.database, isFresh: false, clock: { 0 })
    #expect(try runner.known(needing, on: bench.subject.tree, beside: Baselines()) == nil)
  }

  @Test(arguments: [SandboxKind.bwrap, .landlock])
  func aServiceIsStoppedWhereItWasStarted(_ kind: SandboxKind) async throws {
    guard await SandboxKind.works(kind) else { return }
    let bench = try CheckBench()
    let checks = try CheckBench.checks(
      "  - { name: it, stage: post, start: 'sleep 1000 & echo $! > id', stop: 'kill $(cat id)' }")
    let result = try #require(
      try await bench.run(checks, environment: Self.variables, sandboxes: [kind]).first)
    #expect(result.state == .passed, "\(result.reason ?? "") \(result.text)")
  }
}
