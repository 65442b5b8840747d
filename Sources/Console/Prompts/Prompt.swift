/// What a line is typed for; each kind has earlier lines of its own.
package enum Prompt: String, CaseIterable, Sendable {
  case search, command, reason, hold, filter, note
}
