import Text

/// One value of git's configuration, and where git has it from.
package struct GitSetting: Hashable, Sendable {
  /// Its name: section and last part in lower case, what is between as it is written.
  package let key: String
  /// Its value's bytes; none where it stands without one.
  package let value: [UInt8]
  /// Whether it has a value; without one it means true.
  package let hasValue: Bool
  /// The file that it stands in, as git names it; nil where it was given by a variable.
  package let file: [UInt8]?

  /// Reads what `git config --list --show-origin --null` prints: origin, NUL, key, newline, value, NUL.
  static func parse(_ output: [UInt8]) -> [GitSetting] {
    let parts = output.split(separator: 0, omittingEmptySubsequences: false)
    var settings: [GitSetting] = []
    var index = 0
    while index + 1 < parts.count {
      let (origin, entry) = (parts[index], parts[index + 1])
      index += 2
      let end = entry.firstIndex(of: 0x0A)
      let file = origin.starts(with: "file:".utf8) ? Array(origin.dropFirst(5)) : nil
      settings.append(
        GitSetting(
          key: String(decoding: entry[..<(end ?? entry.endIndex)], as: UTF8.self),
          value: end.map { Array(entry[($0 + 1)...]) } ?? [], hasValue: end != nil, file: file))
    }
    return settings
  }

  /// A name and a value, wherever they stand.
  struct Entry: Hashable {
    let key: String
    let value: [UInt8]
  }

  /// Its name and value.
  var entry: Entry { Entry(key: key, value: value) }

  /// Whether it says how git reaches a server.
  var isOfTransport: Bool {
    let sections = ["credential.", "http.", "protocol.", "ssh.", "url."]
    return sections.contains { key.hasPrefix($0) }
      || ["core.askpass", "core.gitproxy", "core.sshcommand"].contains(key)
  }

  /// A setting's name as git lists it: the section and the last part in lower case.
  static func normalized(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else {
      return key.lowercased()
    }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }
}
