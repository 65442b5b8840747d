import Journal
import Reports
import Text

extension JSONValue {
  /// A sync event, with long lists and texts of it cut.
  static func brief(_ event: SyncEvent) -> JSONValue {
    var event = event
    event.overrides = Array(event.overrides.prefix(20))
    event.checks = Array(event.checks.prefix(50))
    event.reason = event.reason.map { String($0.prefix(1000)) }
    return .event(event)
  }
}
