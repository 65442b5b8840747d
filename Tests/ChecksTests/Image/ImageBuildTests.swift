import Journal
import Support
import Testing

@testable import Checks

/// Images, by stand-ins for the engines that note what they are told.
@Suite struct ImageBuildTests {
  private let bench: CheckBench
  private let path: String

  init() throws {
    bench = try CheckBench(files: [
      "api": .folder(["Dockerfile": .text("FROM scratch\n")])
    ])
    path = bench.folder.name + "/bin"
  }

  private func engine(_ name: String, _ script: String) throws {
    let text = "#!/bin/sh\necho \"\(name) $1\" >> \(bench.folder.name)/told\n\(script)\n"
    try bench.folder.writeProgram(text, to: "bin/\(name)")
  }

  private func run(_ folder: String = "api") async throws -> CheckResult {
    try #require(
      try await bench.run(
        CheckBench.checks("  - { name: image, build: \(folder) }"),
        environment: ["PATH": "\(path):/nonexistent"]
      ).first)
  }

  private var told: String? { bench.folder.text(of: "told") }

  private static let builds =
    "case $1 in build) /bin/test -f \"$5/Dockerfile\" || exit 9; echo built; echo sha256:1 > \"$3\" ;; esac"

  @Test func withoutAnEngineItIsSkippedAndNeverPassed() async throws {
    let result = try await run()
    #expect(result.state == .skipped)
    #expect(
      result.reason
        == "there is no container engine: install docker, podman or buildah")
    #expect(!result.allowsLanding)
    // It says nothing of the tree: with an engine, it is tried.
    try engine("podman", Self.builds)
    #expect(try await run().state == .passed)
  }

  @Test func takesTheFirstThatWorksAndRemovesTheImage() async throws {
    try engine("docker", "exit 1")
    try engine("podman", Self.builds)
    try engine("buildah", Self.builds)
    let result = try await run()
    #expect(result.state == .passed)
    #expect(result.text == "podman build api\nbuilt\n")
    #expect(told == "docker info\npodman info\npodman build\npodman rmi\n")
  }

  @Test func aBuildThatFailsFails() async throws {
    try engine("docker", "[ $1 = build ] && exit 4; exit 0")
    let result = try await run()
    #expect(result.state == .failed)
    #expect(result.reason == "exit status 4")
    #expect(try await run("none").reason == "there is no folder none in the candidate")
  }

  @Test func anEngineThatDoesntWorkIsNamed() async throws {
    try engine("docker", "exit 1")
    let result = try await run()
    #expect(result.state == .skipped)
    #expect(result.reason == "docker doesn't work (`docker info` fails)")
  }
}
