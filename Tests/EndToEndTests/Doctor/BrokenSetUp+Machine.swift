import Doctor
import Foundation
import Support
import SystemPackage

extension BrokenSetUp {
  /// The terminal and the disk.
  static let ofMachine: [BrokenSetUp] = [
    terminal(.terminalUnknown, "one that isn't known", ["TERM": "no-such-terminal"]),
    terminal(.terminalUnknown, "none named", ["TERM": nil]),
    terminal(.terminalColours, "a monochrome one", ["TERM": "vt100"]),
    terminal(.terminalMouse, "the console of Linux", ["TERM": "vt52"], hasFix: false),
    terminal(.localeNotUTF8, "C", ["LC_ALL": nil, "LANG": "C"]),
    terminal(.localeNotUTF8, "Latin 1", ["LC_ALL": "de_DE.ISO-8859-1"]),
    BrokenSetUp(kind: .diskOfTemporary, name: "a small place for temporary files") { patient in
      let full = patient.pair.folder.path.appending("tmp")
      patient.surroundings.freeBytes = { $0 == full ? 100 << 20 : 1 << 40 }
    },
    BrokenSetUp(kind: .diskOfRepository, name: "loose objects fill the disk") { patient in
      // 20 versions of a file, which one pack holds as differences.
      try patient.run(
        """
        cd edge && head -c 200000 /dev/urandom > blob
        for number in $(seq 20); do echo $number >> blob; git hash-object -w blob; done > ids
        git commit -q --allow-empty -m Kept
        for id in $(cat ids); do git update-ref refs/kept/$id $id; done; rm blob ids
        """)
      let folder = patient.pair.folder.path.appending("edge/.git")
      let capacity = MachineRoom.enough + 2_000_000
      patient.surroundings.freeBytes = { place in
        guard place == folder else { return 1 << 40 }
        return capacity - MachineRoom.size(of: folder)
      }
    },
  ]

  private static func terminal(
    _ kind: Finding.Kind, _ name: String, _ variables: [String: String?], hasFix: Bool = true
  ) -> BrokenSetUp {
    BrokenSetUp(kind: kind, name: name, hasFix: hasFix) { patient in
      patient.surroundings.hasTerminal = true
      patient.surroundings.environment["TERM"] = "xterm-256color"
      for (name, value) in variables { patient.surroundings.environment[name] = value }
    }
  }
}

/// A disk of a made-up size.
private enum MachineRoom {
  /// What the diagnosis takes for enough.
  static let enough = 256 << 20

  /// Bytes that the files of a folder hold.
  static func size(of folder: FilePath) -> Int {
    let files = FileManager.default.enumerator(atPath: folder.string)
    return (files?.compactMap { $0 as? String } ?? []).reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: folder.string + "/" + name)
      return sum + (attributes?[.size] as? Int ?? 0)
    }
  }
}
