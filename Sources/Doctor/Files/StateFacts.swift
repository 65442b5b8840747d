import Git
import Journal
import SystemPackage
import Text

/// Whether what this clone alone knows can be read.
struct StateFacts {
  /// The database; nil where there is none, or none that can be used.
  let database: StateDatabase?
  /// Why it can't be used.
  let failure: StateDatabase.Failure?

  /// Opens the database where there is one.
  init(_ state: FilePath) {
    guard FileStat.modification(of: state.entry("state.db")) != nil else {
      (database, failure) = (nil, nil)
      return
    }
    do {
      database = try StateDatabase(in: state)
      failure = nil
    } catch {
      database = nil
      failure = error as? StateDatabase.Failure
    }
  }

  var findings: [Finding] { failure.map { [Finding(.stateDamaged, $0)] } ?? [] }
}
