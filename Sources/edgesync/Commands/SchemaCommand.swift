import ArgumentParser
import Console
import Fleet
import Rules
import Text

/// `edgesync schema`: the JSON Schema of a file, for editors and validators.
struct SchemaCommand: ParsableCommand {
  /// A file that has a schema.
  enum File: String, CaseIterable, ExpressibleByArgument {
    case manifest, config, lock, fleet

    /// The schema as a document.
    var document: JSONValue {
      switch self {
      case .manifest: Schema.manifest.document(title: "edgesync.yml")
      case .config: Schema.configuration.document(title: "edgesync's config.yml")
      case .fleet: Schema.fleet.document(title: FleetFile.fileName)
      case .lock: Schema.lock.document(title: "edgesync.lock")
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a file, for editors and validators.",
    discussion: """
      manifest is edgesync.yml, config the console's config.yml, lock edgesync.lock, fleet \
      fleet.yml. The draft is 07.
      """)

  @Argument(help: "Which file: manifest, config, lock or fleet.")
  var file: File

  func run() throws {
    let output = StandardOutput()
    try output.write(file.document.indented)
    try output.flush()
  }
}
