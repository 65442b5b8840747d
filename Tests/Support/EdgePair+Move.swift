import SystemPackage

extension EdgePair {
  /// Has the platform change the service, move it to `platform/api`, and change it again.
  ///
  /// - Returns: The commit before the move.
  public func moveService() throws -> String {
    let before = try advanceAsUsual()[0]
    try platform.point("main", at: before)
    let git = Plumbing(
      platform.git.folder, variables: ["GIT_INDEX_FILE": folder.path.string + "/move-index"])
    let script = """
      git read-tree main && git ls-files -s | sed 's#services/api/#platform/api/#' > ../moved &&
      rm -f "$GIT_INDEX_FILE" && git update-index --index-info < ../moved &&
      moved=$(git commit-tree -p main -m 'Move the service' $(git write-tree)) &&
      blob=$(echo 'FROM python:4' | git hash-object -w --stdin) &&
      git update-index --cacheinfo 100644,$blob,platform/api/Dockerfile &&
      blob=$(echo 'new' | git hash-object -w --stdin) &&
      git update-index --add --cacheinfo 100644,$blob,platform/api/new.py &&
      git branch --force moved $(git commit-tree -p $moved -m 'Add more' $(git write-tree))
      """
    let outcome = try git.shell(script)
    guard outcome.status == 0 else { throw Plumbing.Failure(description: outcome.errorText) }
    try platform.point("main", at: git.line("rev-parse", "moved"))
    return before
  }
}
