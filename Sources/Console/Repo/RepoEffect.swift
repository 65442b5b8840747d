/// Work on the edge repo and its upstream.
package enum RepoEffect: Sendable {
  /// Open the edge repo, and look at it anew.
  case open
  /// Look whether the repo was changed from outside.
  case look
  /// Tell where the edge repo stands.
  case loadPosition
  /// Tell what is wrong with the set-up, as far as that is known without asking upstream.
  case examine
  /// Fetch upstream.
  case fetch
  /// Stop the fetch.
  case stopFetch
}
