/// Work on the list of commits.
package enum CommitsEffect: Sendable {
  /// List the commits since the pin, for the listing of a number.
  case list(Int)
  /// Tell what is known of the commits' checks.
  case loadVerdicts
}
