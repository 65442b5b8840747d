/// A git repository with nothing in it, in a folder of its own that goes with it.
public struct EmptyRepository: Sendable {
  /// Where it lies.
  public let folder: TemporaryFolder
  /// Git in it.
  public let git: Plumbing

  /// Makes one, without what git's templates have.
  public init() throws {
    folder = try TemporaryFolder()
    git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--template=", ".")
  }
}
