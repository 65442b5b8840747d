import Journal

/// What is known of notes.
package enum NotesMessage: Sendable {
  /// All that were kept.
  case known(NoteBook)
  /// One was made, and is among all.
  case made(Note, NoteBook)
}
