import Git
import Rules
import Text

/// The manifest and the lock as a report has them: what they say of files and ways, and of everything else only that it
/// is there.
enum BundledFiles {
  static func document(_ manifest: Manifest, _ filter: SecretFilter) -> JSONValue {
    func text(_ path: RepoPath) -> JSONValue { .string(filter.filtered(path.text.string)) }
    let mappings = manifest.mappings.map { mapping in
      [
        "name": .string(filter.filtered(mapping.name)), "from": text(mapping.from),
        "to": text(mapping.to), "line": .int(mapping.line),
      ] as JSONValue
    }
    let checks = manifest.checks.map { check -> JSONValue in
      let work =
        switch check.work {
        case .run: "run"
        case .build: "build"
        case .service: "service"
        }
      return [
        "name": .string(filter.filtered(check.name)), "stage": .string(check.stage.rawValue),
        "work": .string(work), "junit": .bool(check.junit != nil),
        "benchmark": .bool(check.benchmark != nil), "timeout": .int(check.timeout),
        "required": .bool(check.isRequired), "emergency": .bool(check.runsInEmergency),
        "sandbox": check.sandbox.map { .string($0.rawValue) } ?? .null,
        // Names of variables alone, never what they hold.
        "variables": .int(check.environment.count + check.passedOn.count),
      ]
    }
    let landings = manifest.landings.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      JSONObject.Member(key: $0.key.rawValue, value: .string($0.value.rawValue))
    }
    return [
      "upstream": place(manifest.upstream, filter), "mode": .string(manifest.mode.rawValue),
      "submodule": manifest.submodule.map(text) ?? .null, "mappings": .array(mappings),
      "changelog": text(manifest.changelog), "checks": .array(checks),
      "land": .object(JSONObject(members: landings)),
    ]
  }

  static func document(_ lock: Lock, _ filter: SecretFilter) -> JSONValue {
    [
      "upstream": place(lock.upstream, filter), "pin": .string(lock.pin.id.hex),
      "pinDate": .int(lock.pin.date),
      "mappings": .array(
        lock.mappings.map {
          [
            "name": .string(filter.filtered($0.name)), "tree": .string($0.tree.hex),
            "files": .int($0.files),
          ]
        }),
      "overrides": .int(lock.overrides.count), "held": .int(lock.held.count),
      "owed": .int(lock.owed.count),
    ]
  }

  private static func place(_ address: UpstreamAddress, _ filter: SecretFilter) -> JSONValue {
    [
      "url": .string(filter.filtered(SecretFilter.place(of: address.url))),
      "branch": .string(filter.filtered(address.branch)),
    ]
  }
}
