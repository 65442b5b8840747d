import Support

/// How an upstream keeps its objects and refs.
enum StoreShape: String, CaseIterable, Sendable {
  /// Each object in a file of its own.
  case loose
  /// One pack, with deltas by distance.
  case packed
  /// One pack with an index of the first version.
  case first
  /// One pack with deltas by id.
  case named
  /// A pack for each few commits.
  case many
  /// In another repository, which `info/alternates` names.
  case borrowed
  /// Packed, with a commit-graph with filters, and packed refs.
  case graph

  /// Brings a platform whose objects are loose into this shape.
  func form(_ git: Plumbing) throws {
    let repack = ["repack", "-a", "-d", "-f", "-q", "--depth=50"]
    switch self {
    case .loose: break
    case .packed: try run(git, repack)
    case .first: try run(git, ["-c", "pack.indexVersion=1"] + repack)
    case .named: try run(git, ["-c", "repack.useDeltaBaseOffset=false"] + repack)
    case .many:
      let ids = try git.run("rev-list", "--reverse", "main").lines
      for index in stride(from: 2, to: ids.count, by: 4) {
        let range = index == 2 ? [ids[index]] : [ids[index], "^" + ids[index - 4]]
        let input = Array((range.joined(separator: "\n") + "\n").utf8)
        try git.run(
          "pack-objects", "--revs", "-q", ".git/objects/pack/pack", input: input)
      }
      try run(git, ["repack", "-d", "-q"])
      try run(git, ["prune-packed", "-q"])
    case .borrowed:
      try run(git, repack)
      _ = try git.shell(
        "mkdir ../lender && mv .git/objects ../lender/objects && mkdir -p .git/objects/info")
      _ = try git.shell("echo ../../../lender/objects > .git/objects/info/alternates")
    case .graph:
      try run(git, repack)
      try run(git, ["pack-refs", "--all"])
      try run(git, ["commit-graph", "write", "--reachable", "--changed-paths", "--no-progress"])
    }
  }

  private func run(_ git: Plumbing, _ arguments: [String]) throws {
    let outcome = try git.outcome(arguments)
    guard outcome.status == 0 else { throw Plumbing.Failure(description: outcome.errorText) }
  }
}
