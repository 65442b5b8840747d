import Foundation
import Support
import SystemPackage

/// A small history told by hand, with each kind of change between its two commits, and an edge repo at
/// the first.
package enum ServiceHistory {
  /// The files at each of the two commits.
  package static let commits: [[String: HistoryFile]] = [
    [
      "svc/app.py": "app 1\n", "svc/run.sh": "#!/bin/sh\n", "svc/old.py": "old\nname\nof it\n",
      "svc/gone.py": "gone\n", "svc/link": "a file\n", "svc/thing": "file\n",
      "svc/folder/x": "x\n", "svc/folder/y": "y\n", "svc/same.py": "same\n",
      "svc/Dockerfile": "FROM 1\n", "other/z": "z\n",
    ],
    [
      "svc/app.py": "app 2\n",
      "svc/run.sh": HistoryFile(kind: .executable, content: Array("#!/bin/sh\n".utf8)),
      "svc/new.py": "old\nname\nof it\n",
      "svc/link": HistoryFile(kind: .symlink, content: Array("app.py".utf8)),
      "svc/thing/inner": "inner\n", "svc/folder": "now a file\n", "svc/same.py": "same\n",
      "svc/fresh/deep/er.py": "fresh\n", "svc/empty": "", "svc/Dockerfile": "FROM 2\n",
      "other/z": "zz\n",
    ],
  ]

  /// One mapping, `svc` to `services/api`, of which two files are the edge repo's own.
  package static var rules: RandomRules {
    var mapping = RandomRules.MappingRules("svc", "services/api")
    mapping.edge = [.name("Dockerfile"), .name("local.env")]
    return RandomRules([mapping])
  }

  /// The edge repo at the first commit.
  package static func adopted(in folder: TemporaryFolder) throws -> AdoptedRepo {
    let upstream = try HistoryRepo(
      [RandomHistory(commits)], at: folder.path.appending("upstream"))
    return try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: rules, at: folder.path.appending("edge"))
  }

  /// A path of the mapping's folder.
  package static func path(_ name: String) -> [UInt8] { Array("services/api/\(name)".utf8) }
}
