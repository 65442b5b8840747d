import Git
import Rules
import Support
import Testing
import Text

/// A mapping's place is changed in the manifest's text, and nothing else of it.
@Suite struct ManifestEditTests {
  private static let head = "# Ours\nversion: 1\nupstream: { url: ../up } # there\n"

  @Test(arguments: [
    ("mappings:\n  - name: a\n    from: old   # why\n    to: a\n", "from: old ", "from: new/x "),
    ("mappings:\r\n  - from: old\r\n    to: a\r\n", "from: old", "from: new/x"),
    ("mappings:\n  - { to: a, from: 'old', name: a } # x\n", "'old'", "'new/x'"),
    ("mappings: [{ from: \"o\\x6Cd\", to: a }]\n", "\"o\\x6Cd\"", "\"new/x\""),
    ("mappings:\n- to: old\n  from: ./old/\n  edge: [old]\n", "./old/", "new/x"),
    (
      "mappings:\n  - name: ünïcode\n    to: é\n    \"from\": old\n", "from\": old", "from\": new/x"
    ),
    ("mappings:\n  - {name: ü, from: old, to: é}\n", "from: old", "from: new/x"),
    ("mappings:\n  -\n    from:\n      old\n    to: old\n", "      old", "      new/x"),
  ])
  func onlyThePlaceChanges(_ mappings: String, _ old: String, _ new: String) throws {
    let text = Self.head + mappings
    let manifest = try Manifest(parsing: Array(text.utf8))
    let edit = try ManifestEdit(Array(text.utf8), of: manifest, to: [0: "new/x"])
    #expect(String(decoding: edit.text, as: UTF8.self) == text.replacing(old, with: new))
    #expect(edit.manifest.mappings.map(\.from) == ["new/x"])
    #expect(edit.moves.map(\.text.string) == ["old → new/x"])
  }

  @Test(arguments: [
    ("new place", "\"new place\""), ("1.5", "\"1.5\""), ("it's: #1", "\"it's: #1\""),
    ("on", "\"on\""), ("caf\u{e9}", "\"caf\u{e9}\""),
  ])
  func aPlaceIsQuotedWhereItHasToBe(_ place: String, _ written: String) throws {
    let text = Self.head + "mappings:\n  - { from: old, to: a }\n"
    let manifest = try Manifest(parsing: Array(text.utf8))
    let edit = try ManifestEdit(Array(text.utf8), of: manifest, to: [0: RepoPath(place)])
    #expect(String(decoding: edit.text, as: UTF8.self).contains("from: \(written), to"))
  }

  @Test func severalOnOneLineChangeTogether() throws {
    let text =
      Self.head + "mappings: [{ from: old/a, to: a }, { from: old/b, to: b }, { from: c, to: c }]\n"
    let manifest = try Manifest(parsing: Array(text.utf8))
    let edit = try ManifestEdit(
      Array(text.utf8), of: manifest, to: [0: "longer/than/a", 1: "b2"])
    #expect(edit.manifest.mappings.map(\.from) == ["longer/than/a", "b2", "c"])
    #expect(edit.moves.map(\.name) == ["a", "b"])
  }

  /// What can't be changed in its place is said, with the line.
  @Test(arguments: [
    ("mappings:\n  - from: >-\n      old\n    to: a\n", "new"),
    ("edge: [&x old]\nmappings:\n  - from: *x\n    to: a\n", "new"),
    ("mappings:\n  - from: &x old\n    to: *x\n", "new"),
    ("mappings:\n  - { from: old, to: a }\n", "b\u{1}d"),
  ])
  func whatCantBeChangedIsSaid(_ mappings: String, _ place: String) throws {
    let text = Self.head + mappings
    let manifest = try Manifest(parsing: Array(text.utf8))
    let error = try #require(throws: SourceError.self) {
      try ManifestEdit(Array(text.utf8), of: manifest, to: [0: RepoPath(place)])
    }
    #expect(error.exitStatus == .invalid)
    #expect(error.message.string.hasPrefix("edgesync.yml:"), "\(error.message)")
  }
}
