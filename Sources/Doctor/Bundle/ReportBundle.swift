import Foundation
import Git
import Journal
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// What helps somebody else to understand a set-up, as an archive to be attached to a report.
///
/// Each part is made of values that are known to be harmless: no file is copied, no variable's value, no command of a
/// check, no log, no address. What is made so goes through ``SecretFilter`` as well.
package struct ReportBundle {
  /// Events that are told.
  private static let events = 50

  private let files: [(name: String, content: [UInt8])]
  private let moment: Int

  /// Gathers it.
  ///
  /// - Parameters:
  ///   - diagnosis: What was found.
  ///   - version: The program's version.
  package init(
    of diagnosis: Diagnosis, at folder: FilePath, version: String,
    in surroundings: Surroundings = .current
  ) async {
    let place = CheckoutPlace(from: folder)
    let programs = Programs(
      surroundings, outside: [place?.root, place?.gitFolder].compactMap(\.self),
      in: place?.root ?? folder)
    let settings = BundledSettings(
      await programs.git("config", "--list", "--includes", "--null").output)
    let checkout = try? EdgeRepo.Place(at: folder, makesFolders: false)
    let own = checkout.map { OwnFilesFacts($0) }
    let filter = SecretFilter(
      surroundings.environment, settings: settings.values, own?.manifest)
    let git = programs.has("git") ? await programs.git("version").line : "none"
    let versions: JSONValue = [
      "edgesync": .string(version), "git": .string(git),
      "libgit2": .string(LibraryVersion.libgit2),
      "system": .string(ProcessInfo.processInfo.operatingSystemVersionString),
      "terminal": surroundings.hasTerminal
        ? .string(surroundings.environment["TERM"] ?? "") : .null,
      "isUTF8": .bool(
        ["LC_ALL", "LC_CTYPE", "LANG"].contains {
          surroundings.environment[$0]?.lowercased().replacing("-", with: "").contains("utf8")
            == true
        }),
    ]
    var documents: [(String, JSONValue)] = [
      ("versions.json", versions),
      ("findings.json", .array(diagnosis.findings.map { Self.document($0, filter) })),
      ("config.json", .object(JSONObject(settings.harmless.mapValues { .string($0) }))),
    ]
    if let manifest = own?.manifest {
      documents.append(("edgesync.yml.json", BundledFiles.document(manifest, filter)))
    }
    if let lock = own?.lock {
      documents.append(("edgesync.lock.json", BundledFiles.document(lock, filter)))
    }
    if let checkout, let database = StateFacts(checkout.state).database {
      let events = (try? database.events()) ?? []
      documents.append(
        ("events.json", .array(events.prefix(Self.events).map { Self.document($0, filter) })))
      if let manifest = own?.manifest {
        documents.append(("checks.json", Self.checks(manifest, database, filter)))
      }
    }
    files = documents.map { ("edgesync-doctor/" + $0.0, $0.1.encoded + [0x0A]) }
    moment = surroundings.now
  }

  /// Writes the archive where nothing stands yet.
  package func write(to path: FilePath) throws {
    var archive = TarFile()
    for (name, content) in files { archive.add(name, content, at: moment) }
    try archive.write(to: path)
  }

  /// Kinds whose texts repeat what others wrote: a file's words, git's, a reason. Only what they mean is told.
  private static let quoting: Set<Finding.Kind> = [
    .edgesyncLockLeft, .identityMissing, .landingUnfinished, .lockInvalid, .manifestInvalid,
    .repositoryDamaged, .repositoryFormat, .stateDamaged, .syncFailed, .upstreamDamaged,
    .upstreamUnreachable,
  ]

  private static func document(_ finding: Finding, _ filter: SecretFilter) -> JSONValue {
    var text = quoting.contains(finding.kind) ? finding.kind.meaning : finding.text
    let place = finding.text.string.split(separator: ":").prefix(2)
    if [.manifestInvalid, .lockInvalid].contains(finding.kind), place.count == 2,
      let line = Int(place[1])
    {
      text += ", line \(line)"
    }
    // A command may repeat a reason as well.
    let fix = finding.kind == .syncFailed ? nil : finding.fix
    return [
      "id": .string(finding.kind.rawValue), "level": .string(finding.level.rawValue),
      "text": .string(filter.filtered(text.string)),
      "fix": fix.map { .string(filter.filtered($0.string)) } ?? .null,
    ]
  }

  /// An event without who made it, and without its reason, in which people and programs write anything.
  private static func document(_ event: SyncEvent, _ filter: SecretFilter) -> JSONValue {
    [
      "kind": .string(event.kind.rawValue), "outcome": .string(event.outcome.rawValue),
      "date": .moment(event.date), "from": event.from.map { .string($0.hex) } ?? .null,
      "to": event.to.map { .string($0.hex) } ?? .null,
      "checks": .array(
        event.checks.map {
          [
            "name": .string(filter.filtered($0.name)), "state": .string($0.state.rawValue),
            "seconds": .double($0.seconds),
          ]
        }),
    ]
  }

  private static func checks(
    _ manifest: Manifest, _ database: StateDatabase, _ filter: SecretFilter
  ) -> JSONValue {
    let trends = (try? RepoStatus.checkTrends(of: manifest, in: database)) ?? []
    return .array(
      trends.map { trend in
        [
          "name": .string(filter.filtered(trend.name)),
          "runs": .array(
            trend.runs.prefix(events).map {
              [
                "state": .string($0.state.rawValue), "seconds": .double($0.seconds),
                "date": .moment($0.date),
              ]
            }),
        ]
      })
  }
}

extension JSONValue {
  /// A moment as a document has it: its seconds.
  fileprivate static func moment(_ seconds: Int) -> JSONValue { .int(seconds) }
}
