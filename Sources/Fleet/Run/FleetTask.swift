/// What is run in each edge repo of a fleet: a command of edgesync's own.
package enum FleetTask: String, CaseIterable, Sendable {
  case daily, check, verify, status
}
