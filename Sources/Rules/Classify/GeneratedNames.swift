import Git

/// Names that only programs give to files: what they hold is read by hand in no review.
///
/// The names are those that GitHub's linguist goes by (`lib/linguist/generated.rb`), with the lock files that GitHub folds
/// in its diffs by other means, and the names that protocol buffers' and other common generators give.
package enum GeneratedNames {
  /// Whole names of lock files and of wrappers.
  private static let names: Set<[UInt8]> = Set(
    [
      "Cargo.lock", "Cartfile.resolved", "Gemfile.lock", "Gopkg.lock", "MODULE.bazel.lock",
      "Package.resolved", "Pipfile.lock", "Podfile.lock", "bun.lock", "bun.lockb",
      "composer.lock", "conan.lock", "conda-lock.yml", "deno.lock", "esy.lock", "flake.lock",
      "glide.lock", "go.sum", "go.work.sum", "gradle.lockfile", "gradlew", "gradlew.bat",
      "mix.lock", "mvnw", "mvnw.cmd", "npm-shrinkwrap.json", "package-lock.json",
      "packages.lock.json", "pdm.lock", "pixi.lock", "pnpm-lock.yaml", "poetry.lock",
      "pubspec.lock", "pylock.toml", "rebar.lock", ".terraform.lock.hcl", "uv.lock", "yarn.lock",
    ].map { Array($0.utf8) })

  /// Ends of names, in lower case.
  private static let endings: [[UInt8]] = [
    // Made smaller for browsers, and maps of what was.
    ".min.js", ".min.mjs", ".min.css", ".js.map", ".mjs.map", ".css.map",
    // Protocol buffers and what goes with them.
    ".pb.go", ".pb.gw.go", "_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi", ".pb.cc",
    ".pb.h", ".pb.swift", ".grpc.swift", ".pbobjc.h", ".pbobjc.m", "_pb.js", "_pb.d.ts", "_pb.ts",
    "_grpc_pb.js", "_grpc_pb.d.ts", "_pb.rb", ".pb.dart", ".pbenum.dart", ".pbgrpc.dart",
    ".pbjson.dart",
    // Designers and other generators.
    ".designer.cs", ".designer.vb", ".feature.cs", ".g.cs", ".g.dart", ".freezed.dart", ".snap",
    ".nib", ".xcworkspacedata", ".xcuserstate", ".zep.c", ".zep.h", ".zep.php",
  ].map { Array($0.utf8) }

  /// Folders all of whose files are generated, or others' that came with a program.
  private static let folders: Set<[UInt8]> = Set(
    [".idea", "Godeps", "Pods", "__generated__", "node_modules"].map { Array($0.utf8) })

  /// Whether a path is of a file that a program is known to make by its name.
  package static func contains(_ path: RepoPath) -> Bool {
    let parts = path.names
    guard let name = parts.last else { return false }
    if names.contains(Array(name)) || name.starts(with: ".pnp.".utf8) { return true }
    let lower = name.map { byte in (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
    if endings.contains(where: { lower.count > $0.count && lower.suffix($0.count) == $0[...] }) {
      return true
    }
    let above = parts.dropLast()
    return above.contains { folders.contains(Array($0)) }
      || zip(above, above.dropFirst()).contains {
        $0.elementsEqual("Carthage".utf8) && $1.elementsEqual("Build".utf8)
      }
  }
}
