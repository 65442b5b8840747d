import Git

extension Note {
  /// The note as an item of a Markdown list, a follow-up with its box:
  /// ``- [ ] Ask for wheels (ana), on `services/api/app.py:12`, by Robin``.
  package var markdown: String {
    var item = "- "
    if isFollowUp { item += isOpen ? "[ ] " : "[x] " }
    item += Markdown.text(text)
    if let owner { item += " (\(Markdown.text(owner)))" }
    switch subject {
    case .commit(let id): item += ", on `\(id.hex.prefix(12))`"
    case .file(let file):
      item += ", on \(Markdown.code(file.place))"
      if file.isRemoved { item += ", which is removed" }
    }
    return item + ", by \(Markdown.text(author))"
  }
}
