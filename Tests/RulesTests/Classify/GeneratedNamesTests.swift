import Git
import Rules
import Testing

@Suite struct GeneratedNamesTests {
  @Test(
    arguments: [
      "package-lock.json", "web/yarn.lock", "services/api/poetry.lock", "go.sum", "a/Cargo.lock",
      ".terraform.lock.hcl", "web/app.min.js", "web/app.MIN.CSS", "web/app.js.map", "api.pb.go",
      "api/v1_pb2.py", "api/v1_pb2_grpc.py", "node_modules/left-pad/index.js",
      "web/node_modules/a.js", "ios/Pods/a.m", "a/__generated__/q.graphql", ".pnp.cjs",
      "Form.Designer.cs", "Carthage/Build/iOS/a", ".idea/workspace.xml",
    ] as [RepoPath])
  func isGenerated(_ path: RepoPath) {
    #expect(GeneratedNames.contains(path))
  }

  @Test(
    arguments: [
      "package.json", "lock", "main.go", "min.js", ".min.js", "pb.go", "admin.js",
      "package-lock.json/readme.md", "node_modules", "docs/node_modules.md", "Pods", "Podsy/a.m",
      "Build/Carthage/a", "go.sum.md", "my-package-lock.json.txt", "", "map.js", "snap",
    ] as [RepoPath])
  func isNot(_ path: RepoPath) {
    #expect(!GeneratedNames.contains(path))
  }

  @Test func namesNeedNotBeText() {
    #expect(GeneratedNames.contains(RepoPath([0xFF] + Array(".pb.go".utf8))))
    #expect(!GeneratedNames.contains(RepoPath([0xFF, 0xFE])))
  }
}
