import Git
import Journal
import Landing
import Text

/// Keeping what a person notes.
extension Runtime {
  func perform(_ effect: NotesEffect) {
    switch effect {
    case .add(let draft): keep(draft)
    case .setDone(let id, let isDone): setDone(id, isDone)
    }
  }

  private func keep(_ draft: Note.Draft) {
    let (queue, clock) = (queue, clock)
    submit(to: general) { context, _ in
      let now = clock()
      let who = try Identity.user(of: context.edge, now: now)
      let note = try Note(draft, by: who.name, date: now)
      let database = try context.database
      try database.add(note)
      queue.post(.notes(.made(note, try database.notes())))
    } orElse: {
      .failed(title: "The note isn't kept", $0)
    }
  }

  private func setDone(_ id: ObjectID, _ isDone: Bool) {
    let (queue, clock) = (queue, clock)
    submit(to: general) { context, _ in
      let database = try context.database
      try database.setDone(id, at: isDone ? clock() : nil)
      queue.post(.notes(.known(try database.notes())))
    } orElse: {
      .failed(title: "It isn't kept whether that is done", $0)
    }
  }
}
