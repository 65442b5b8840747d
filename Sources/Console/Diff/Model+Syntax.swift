import Git
import Reading
import Terminal

/// What source text is made of, filled in once it is known and never waited for.
extension Model {
  /// Files whose text is looked at, at once.
  private static let highlightedAtOnce = 8

  /// Takes what the pieces of a text are.
  mutating func take(_ text: HighlightedText?, of key: HighlightCache.Key) {
    highlights.keep(text, for: key)
    diff.askedToHighlight.remove(key)
    fillInSyntax()
  }

  /// Fills in what is known for the files that are seen and near, and asks for what isn't.
  mutating func highlightAhead() -> [Effect] {
    let wanted = Array(fillInSyntax().prefix(2 * Self.highlightedAtOnce))
    if wanted.isEmpty || diff.askedToHighlight.isSuperset(of: wanted) { return [] }
    diff.askedToHighlight = Set(wanted)
    return [.diff(.highlight(wanted))]
  }

  /// Fills in what is known; gives what isn't.
  @discardableResult
  private mutating func fillInSyntax() -> [HighlightCache.Key] {
    var wanted: [HighlightCache.Key] = []
    for place in diff.near(visible: size.height).prefix(Self.highlightedAtOnce) {
      let section = diff.sections[place]
      guard section.syntax == nil, section.lens == .upstream, let patch = section.body?.patch,
        !patch.isBinary
      else {
        continue
      }
      var syntax = SyntaxText()
      var isKnown = true
      for (item, path, side) in [
        (section.change.new, section.change.path, \SyntaxText.new),
        (section.change.old, section.change.oldPath ?? section.change.path, \SyntaxText.old),
      ] {
        guard let item, item.mode.isRegular, let name = SourceName(path) else { continue }
        let key = HighlightCache.Key(item.id, name)
        if let known = highlights.find(key) {
          syntax[keyPath: side] = known
        } else {
          wanted.append(key)
          isKnown = false
        }
      }
      if isKnown { diff.take(syntax, of: place) }
    }
    return wanted
  }
}
