import Git
import Journal

/// Work on notes.
package enum NotesEffect: Sendable {
  /// Keep a note.
  case add(Note.Draft)
  /// Say that a follow-up is done, or that it is to do again.
  case setDone(ObjectID, Bool)
}
