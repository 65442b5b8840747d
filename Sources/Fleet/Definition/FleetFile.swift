import Git
import Rules
import SystemPackage
import Text

/// `fleet.yml`: a fleet's edge repos, written by people.
package enum FleetFile {
  /// The file's name, unless another is given.
  package static let fileName = "fleet.yml"
  /// Edge repos of a fleet at the most.
  package static let mostEdges = 10_000
  /// Labels of an edge repo, and bytes of each part of one, at the most.
  static let (mostLabels, longestLabel) = (100, 200)

  /// Reads a fleet from a file.
  ///
  /// - Throws: ``FleetError``
  package static func read(_ path: FilePath) throws -> Fleet {
    let bytes: [UInt8]?
    do {
      // The user's own, which may stand behind a link.
      bytes = try FileSync.readFile(path, limit: YAMLValue.maximumBytes, followsLinks: true)
    } catch GitError.unfit(_, let reason) {
      throw FleetError.invalid(.unreadable(file: path.text, line: nil, reason: reason))
    }
    guard let bytes else { throw FleetError.noFile(path.text) }
    do {
      return try parse(bytes, named: path.text, in: path.removingLastComponent())
    } catch {
      throw FleetError.invalid(error)
    }
  }

  /// A fleet from a file's text.
  ///
  /// - Parameter folder: What relative paths are taken from.
  package static func parse(
    _ bytes: [UInt8], named file: SafeText, in folder: FilePath
  ) throws(ManifestError) -> Fleet {
    guard let document = try YAMLValue(parsing: bytes, file: file) else {
      throw .unreadable(file: file, line: nil, reason: "it is empty")
    }
    let entries = try document.entries("a fleet", of: .fleet)
    if let version = entries["version"], try version.integer("version") != 1 {
      throw version.invalid(
        "this edgesync reads version 1 only", remedy: "Use an edgesync that is as new as the file")
    }
    guard let list = entries["edges"] else {
      throw document.invalid("`edges` is missing", remedy: "Write `edges:` with a list")
    }
    var edges: [FleetEdge] = []
    var lines: [String: Int] = [:]
    for item in try list.list("edges", limit: mostEdges) {
      let edge = try edge(item, in: folder)
      // Files' names may make no difference of case.
      if let line = lines.updateValue(item.line, forKey: edge.name.lowercased()) {
        throw item.invalid(
          "the edge repo \(edge.name) is already on line \(line)", remedy: "Give it another name")
      }
      edges.append(edge)
    }
    guard !edges.isEmpty else {
      throw list.invalid("`edges` is empty", remedy: "Write one with `name` and `url`")
    }
    return Fleet(edges)
  }

  private static func edge(
    _ value: YAMLValue, in folder: FilePath
  ) throws(ManifestError) -> FleetEdge {
    let entries = try value.entries("an edge repo", of: .fleetEdge)
    guard let nameValue = entries["name"] else {
      throw value.invalid("the edge repo has no `name`", remedy: "Write `name: NAME`")
    }
    let name = try nameValue.text("name")
    if let reason = FleetEdge.nameRefusal(name) {
      throw nameValue.invalid(
        "the name `\(name.cut(to: 100))` can't be used: \(reason)", remedy: "Give it another name")
    }
    let url = try entries["url"].map { url throws(ManifestError) in
      try Self.url(url, in: folder)
    }
    let path = try entries["path"].map { path throws(ManifestError) in
      folder.pushing(FilePath(try path.text("path"))).normalized
    }
    guard (url == nil) != (path == nil) else {
      throw value.invalid(
        url == nil
          ? "the edge repo \(name) has no `url`"
          : "the edge repo \(name) has both `url` and `path`",
        remedy: "Write `url: URL` for what git clones, or `path: FOLDER` for a repo on this machine"
      )
    }
    return FleetEdge(name: name, url: url, path: path, labels: try labels(entries["labels"]))
  }

  /// A url, as git takes it from anywhere.
  private static func url(
    _ value: YAMLValue, in folder: FilePath
  ) throws(ManifestError) -> String {
    let address = UpstreamAddress(url: try value.text("url"), branch: "main")
    // The url isn't repeated: it may hold a secret.
    if let (reason, remedy) = address.urlRefusal {
      throw value.invalid("url can't be used: \(reason)", remedy: remedy)
    }
    return address.localFolder(from: folder)?.string ?? address.url
  }

  private static func labels(_ value: YAMLValue?) throws(ManifestError) -> [FleetLabel] {
    guard let value, !value.isNull else { return [] }
    guard let entries = value.textEntries else {
      throw value.invalid("labels have to be texts", remedy: "Write `labels: { region: eu }`")
    }
    guard entries.count <= mostLabels else {
      throw value.invalid("there are \(entries.count) labels, and \(mostLabels) are the most")
    }
    var labels: [FleetLabel] = []
    for (name, text) in entries {
      let isFit = [name, text].allSatisfy {
        $0.utf8.count <= longestLabel && !$0.unicodeScalars.contains { $0.value < 0x20 }
      }
      guard isFit, !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")) else {
        throw value.invalid(
          "the label `\(name.cut(to: 100))` can't be used",
          remedy:
            "Names have no `=`, and names and values are at most \(longestLabel) bytes on a line")
      }
      labels.append(FleetLabel(name: name, value: text))
    }
    return labels
  }
}
