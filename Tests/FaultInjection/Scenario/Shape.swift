import Foundation
import Support
import SystemPackage

/// A shape of edge repo and upstream that faults meet.
enum Shape: String, CaseIterable, Sendable {
  /// One service, read from a platform beside it.
  case plain
  /// With a person's work in files that a sync doesn't touch: staged, not staged, both, and untracked.
  case work
  /// In a linked checkout, on a branch of its own.
  case linked
  /// A file becomes a folder and the reverse, links become files, a name changes its case, modes change.
  case kinds
  /// Line ends are converted, by attributes and by setting.
  case crlf
  /// The user has hooks, and many files change.
  case hooks
  /// Upstream's history was rewritten: the pin is in it no more.
  case rewritten
  /// Upstream is fetched into a clone of edgesync's own, and refs are packed.
  case mirrored

  /// The name of the checkout that edgesync works in.
  var checkout: String { self == .linked ? "edge-linked" : "edge" }

  /// Builds a world of this shape where nothing is.
  func build(at folder: FilePath, program: FilePath, library: FilePath) throws -> World {
    let pair = try EdgePair(
      service: service.before,
      manifest: "land: { weekly: commit, daily: branch, emergency: push }",
      url: self == .mirrored ? World.platformURL : "../platform")
    if let after = service.after {
      try pair.advance(after, subject: "Change the service")
      try pair.advance(after, other: "package gateway\n", subject: "Change the gateway")
    } else {
      try pair.advanceAsUsual()
    }
    let copied = try Program("/bin/cp").run(["-a", pair.folder.path.string, folder.string])
    guard copied.status == 0 else { throw SetUpError("no copy: \(copied.errorText)") }
    let world = World(folder: folder, checkout: checkout, program: program, library: library)
    let main = World(folder: folder, checkout: "edge", program: program, library: library)
    try main.tellGitWhereItIs()
    try dress(main)
    try main.mustGit("clone", "--quiet", "--bare", "edge", "remote.git", in: folder)
    try main.mustGit("remote", "add", "origin", "../remote.git")
    if self == .linked {
      try main.mustGit("worktree", "add", "--quiet", "-b", "sync", "../edge-linked")
      try world.tellGitWhereItIs()
    }
    return world
  }

  private typealias Files = KeyValuePairs<String, RawRepository.Entry>

  /// The service's files at the pin and at upstream's tip; nil for the usual ones.
  private var service: (before: Files?, after: Files?) {
    let own: [(String, RawRepository.Entry)] = [
      ("Dockerfile", .text("FROM python\n")), ("requirements.txt", .text("fastapi==1\n")),
    ]
    switch self {
    case .kinds:
      return (
        [
          "Dockerfile": own[0].1, "Name.txt": .text("name\n"), "a": .text("a file\n"),
          "b": .folder(["x": .text("x\n"), "y": .folder(["z": .text("z\n")])]),
          "link": .link(to: "a"), "plain": .text("plain\n"), "requirements.txt": own[1].1,
          "run.sh": .file(Array("#!/bin/sh\n".utf8), isExecutable: true),
          "still.txt": .text("still\n"),
        ],
        [
          "Dockerfile": own[0].1,
          "a": .folder(["one": .text("one\n"), "two": .folder(["three": .text("3\n")])]),
          "b": .text("a file now\n"), "empty": .text(""), "link": .text("no link any more\n"),
          "name.txt": .text("name\n"), "plain": .link(to: "still.txt"),
          "requirements.txt": own[1].1, "run.sh": .text("#!/bin/sh\n"),
          "still.txt": .text("still\n"),
        ]
      )
    case .crlf:
      return (
        [
          ".gitattributes": .text("*.txt text\n"), "Dockerfile": own[0].1,
          "bin.dat": .file([0, 13, 10, 0, 10]), "notes.txt": .text("one\ntwo\n"),
          "requirements.txt": own[1].1, "script.sh": .text("#!/bin/sh\necho\n"),
        ],
        [
          ".gitattributes": .text("*.txt text\n*.sh text eol=lf\n"), "Dockerfile": own[0].1,
          "bin.dat": .file([0, 13, 10, 0, 10, 1]), "notes.txt": .text("one\ntwo\nthree\n"),
          "requirements.txt": own[1].1, "script.sh": .text("#!/bin/sh\necho two\n"),
        ]
      )
    case .hooks:
      return (
        [
          "Dockerfile": own[0].1, "many": .folder(Self.many(1)), "requirements.txt": own[1].1,
        ],
        [
          "Dockerfile": own[0].1, "many": .folder(Self.many(2)), "more": .folder(Self.many(3)),
          "requirements.txt": own[1].1,
        ]
      )
    default:
      return (nil, nil)
    }
  }

  private static func many(
    _ version: Int
  ) -> [(name: [UInt8], entry: RawRepository.Entry)] {
    (0..<24).map { number in
      let text = "file \(number), version \(number % 3 == 0 ? 0 : version)\n"
      return (Array("file\(number).txt".utf8), .text(text))
    }
  }

  /// What the shape has beside the files.
  private func dress(_ world: World) throws {
    switch self {
    case .work:
      try write("region: south\n", "config/edge.yml", world)
      try world.mustGit("add", "config/edge.yml")
      try write("region: east\n", "config/edge.yml", world)
      try write("notes, longer\n", "notes.txt", world)
      try write("FROM arm64/python:3\n", "services/api/Dockerfile", world)
      try world.mustGit("add", "services/api/Dockerfile")
      try write("plan\n", "docs/plan.md", world)
      try world.mustGit("add", "docs/plan.md")
      try write("untracked\n", "scratch/x.txt", world)
      try write("kept by nobody else\n", "services/api/.env", world)
    case .crlf:
      try world.mustGit("config", "core.autocrlf", "true")
      try write("*.txt text\n*.md text eol=crlf\n", ".gitattributes", world)
      try world.mustGit("add", ".gitattributes")
      try world.mustGit("-c", "core.safecrlf=false", "commit", "--quiet", "-m", "Attributes")
      try world.mustGit("rm", "--quiet", "--cached", "-r", ".")
      try world.mustGit("reset", "--quiet", "--hard")
    case .hooks:
      for name in ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"] {
        let path = ".git/hooks/\(name)"
        try write("#!/bin/sh\ngit diff --cached --quiet 2>/dev/null || :\n", path, world)
        chmod(world.edge.appending(path).string, 0o755)
      }
    case .rewritten:
      let tree = try world.mustGit("rev-parse", "main^{tree}", in: world.platform)
      let root = try world.mustGit(
        "-c", "user.name=Ana", "-c", "user.email=ana@example.com", "commit-tree", "-m",
        "Start anew", tree, in: world.platform)
      try world.mustGit("update-ref", "refs/heads/main", root, in: world.platform)
    case .mirrored:
      try world.mustGit("pack-refs", "--all")
      try world.mustGit("repack", "-q", "-a", "-d")
    case .plain, .linked, .kinds:
      break
    }
  }

  private func write(_ text: String, _ path: String, _ world: World) throws {
    try RawFiles.write(text, at: path, below: world.edge)
  }
}
