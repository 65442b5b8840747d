import Git
import Text
import Yams

/// A mapping that goes with its files where upstream moved them.
package struct FollowedMove: Hashable, Sendable {
  /// The mapping's name.
  package let name: String
  /// Where the manifest had it.
  package let from: RepoPath
  /// Where it has it now.
  package let to: RepoPath

  /// The move for people: `services/a → services/b`.
  package var text: SafeText {
    "\(from.isRoot ? "." : from.text) → \(to.isRoot ? "." : to.text)"
  }
}

/// A manifest's text with mappings taken to other places upstream, and all else as people wrote it.
package struct ManifestEdit: Hashable, Sendable {
  /// The text.
  package let text: [UInt8]
  /// The manifest that it is.
  package let manifest: Manifest
  /// What changed.
  package let moves: [FollowedMove]

  /// Takes mappings of a manifest to other places.
  ///
  /// - Parameters:
  ///   - text: The manifest's text.
  ///   - manifest: The manifest that it is.
  ///   - places: The new place of each mapping, by its place in the manifest.
  /// - Throws: ``SourceError/unwritable(line:from:to:)`` where a place isn't written as plain text, or a new one
  ///   can't be.
  package init(_ text: [UInt8], of manifest: Manifest, to places: [Int: RepoPath]) throws {
    let wanted = manifest.moving(manifest.mappings.indices.map { places[$0] })
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let document = try YAMLValue(parsing: text, file: SafeText(Manifest.fileName))
    let items = document?.node.mapping?["mappings"]?.sequence.map(Array.init) ?? []
    var moves: [FollowedMove] = []
    // From the end, so that what stands before on a line stays where it is.
    for (index, place) in places.sorted(by: { $0.key > $1.key }) {
      let mapping = manifest.mappings[index]
      let error = SourceError.unwritable(line: mapping.fromLine, from: mapping.from, to: place)
      guard index < items.count, let entries = items[index].mapping,
        String(validating: place.bytes, as: UTF8.self) != nil
      else { throw error }
      var tokens = [(entries["from"], place)]
      if manifest.submodule != nil { tokens.append((entries["to"], wanted.mappings[index].to)) }
      let found = tokens.compactMap { node, path in
        node.flatMap { YAMLToken($0, in: lines) }.map { ($0, path) }
      }
      guard found.count == tokens.count(where: { $0.0 != nil }) else { throw error }
      for (token, path) in found.sorted(by: { ($0.0.line, $0.0.start) > ($1.0.line, $1.0.start) }) {
        lines[token.line].replaceSubrange(
          token.start..<token.end, with: Array(token.quoting(path.bytesText).utf8))
      }
      moves.append(FollowedMove(name: mapping.name, from: mapping.from, to: place))
    }
    let changed = Array(lines.joined(separator: [0x0A]))
    // Whatever the text looks like: what is read from it has to be what was meant.
    guard let made = try? Manifest(parsing: changed), made == wanted else {
      let index = places.keys.min() ?? 0
      throw SourceError.unwritable(
        line: manifest.mappings[index].fromLine, from: manifest.mappings[index].from,
        to: places[index] ?? .root)
    }
    self.text = changed
    self.manifest = made
    self.moves = moves.reversed()
  }
}
