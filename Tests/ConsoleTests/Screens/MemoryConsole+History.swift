import Console
import Support
import SystemPackage
import Terminal
import Testing

extension MemoryConsole {
  /// A console on an edge repo whose `svc` was copied from a commit of a history, the first unless given, and the upstream.
  static func on(
    _ history: RandomHistory, pin: Int = 0, size: Size = Size(width: 120, height: 30),
    _ body: (MemoryConsole, HistoryRepo) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let upstream = try HistoryRepo([history], at: folder.path.appending("upstream"))
    let git = Plumbing(folder.path.appending("edge"))
    for name in ["edge", "home"] {
      _ = try Program("/bin/mkdir").run([folder.path.appending(name).string])
    }
    try git.run("init", "--quiet", "--initial-branch=main", ".")
    let files = try upstream.git.run("archive", upstream.ids[0][pin], "svc")
    _ = try Program("/bin/tar").run(["-x"], in: git.folder, input: files.output)
    try git.run("add", ".")
    try git.run("commit", "--quiet", "-m", "Copy")
    let program = EdgesyncProgram(
      home: folder.path.appending("home"), temporary: folder.path.appending("home"))
    let outcome = try program.run(
      [
        "init", "--yes", "--upstream", "../upstream", "--branch", "h0", "--map", "svc:svc",
        "--pin", upstream.ids[0][pin],
      ], in: git.folder)
    try #require(outcome.status == 0, "\(outcome.text)")
    try git.run("add", ".")
    try git.run("commit", "--quiet", "-m", "Adopt")
    let console = try MemoryConsole(
      at: git.folder, size: size, clock: { EdgesyncProgram.now })
    await console.settle()
    try await body(console, upstream)
    await console.finish()
  }
}
