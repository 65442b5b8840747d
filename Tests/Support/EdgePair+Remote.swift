import SystemPackage

extension EdgePair {
  /// Gives the edge repo a bare remote `origin`, with the branch pushed, and gives that remote.
  ///
  /// - Parameter url: What the remote is called in the configuration, where not by its path: git is told
  ///   to find it there.
  @discardableResult
  public func addRemote(url: String? = nil) throws -> Plumbing {
    let path = folder.path.appending("remote.git")
    try edge.git.run("init", "--quiet", "--bare", "--initial-branch=main", path.string)
    if let url {
      try edge.git.run("config", "url.\(path.string).insteadOf", url)
    }
    try edge.git.run("remote", "add", "origin", url ?? path.string)
    try edge.git.run("push", "--quiet", "--set-upstream", "origin", "main")
    return Plumbing(path)
  }

  /// Adds a line to the manifest and commits it, and pushes where there is a remote.
  public func configure(_ line: String) throws {
    let text = folder.text(of: "edge/edgesync.yml") ?? ""
    try folder.write(text + line + "\n", to: "edge/edgesync.yml")
    try edge.git.run("commit", "--quiet", "--all", "--message", "Configure")
    if try !edge.git.outcome(["remote"]).text.isEmpty { try edge.git.run("push", "--quiet") }
  }

  /// Brings work of the remote in, as `git pull` does.
  public func pull() throws {
    try edge.git.run("pull", "--quiet", "--ff-only")
  }
}
