import Git
import SystemPackage
import Text

/// An edge repo of a fleet: its name, and where it is.
package struct FleetEdge: Hashable, Sendable {
  /// Its name: unique in the fleet, and fit for a file's and a branch's name.
  package let name: String
  /// What git clones it from, for one that is elsewhere; nil where it has a ``path``.
  package let url: String?
  /// Where it is on this machine, as a checkout or a bare repo; nil where it has a ``url``.
  package let path: FilePath?
  /// Words about it, by which it can be chosen.
  package let labels: [FleetLabel]

  /// An edge repo from its parts, one of `url` and `path`.
  package init(name: String, url: String?, path: FilePath?, labels: [FleetLabel] = []) {
    (self.name, self.url, self.path, self.labels) = (name, url, path, labels)
  }

  /// Whether it has a label; its name is one, `name`.
  func has(_ label: FleetLabel) -> Bool {
    labels.contains(label) || label == FleetLabel(name: "name", value: name)
  }

  /// What git clones: the url, or the path.
  package var source: String { url ?? path?.string ?? "" }

  /// Where it is, for people, without what may be a secret in it.
  package var shownSource: SafeText {
    url.map { SafeText(URLSecrets.masked(url: $0)) } ?? path?.text ?? ""
  }

  /// Bytes of a name at the most.
  private static let longestName = 100

  /// Why a name can't be an edge repo's; nil where it can.
  package static func nameRefusal(_ name: String) -> SafeText? {
    if name.utf8.count > longestName { return "it is over \(longestName) bytes long" }
    guard name.utf8.allSatisfy(isNameByte) else {
      return "it has to be of ASCII letters, digits, `.`, `_` and `-`"
    }
    guard let first = name.utf8.first, !".-".utf8.contains(first) else {
      return "it can't begin with a dot or a dash"
    }
    if name.hasSuffix(".") || name.hasSuffix(".lock") || name.contains("..") {
      return "no branch can be named like that"
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "._-".utf8.contains(byte)
  }

  /// The nearest name to a folder's path below another, such as `team-api` of `team/api`.
  static func name(of path: String) -> String {
    var name = String(
      decoding: path.utf8.prefix(longestName).map { isNameByte($0) ? $0 : UInt8(ascii: "-") },
      as: UTF8.self)
    name = name.replacing("..", with: "--")
    while let first = name.utf8.first, ".-".utf8.contains(first) { name.removeFirst() }
    while name.hasSuffix(".") || name.hasSuffix(".lock") { name = name.replacing(".", with: "-") }
    return name.isEmpty ? "edge" : name
  }
}
