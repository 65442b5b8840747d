import Git

/// What happened in the practice platform, commit by commit.
struct PlatformHistory {
  /// A change of the files.
  enum Edit {
    case write(String, String)
    case replace(String, String, String)
    case append(String, String)
    case delete(String)
    case move(String, String)
    case executable(String)
    case bytes(String, [UInt8])
  }

  /// A commit, or what stands in a commit's place.
  enum Step {
    case commit(Author, String, [Edit])
    /// Starts a side branch, whose commits follow until the merge.
    case branch
    case merge(Author, String)
    /// Takes the last commit of that subject back.
    case revert(Author, String)
  }

  /// The people of the platform.
  enum Author: CaseIterable {
    case ana, ben, cy, dilnoza, erik

    func signature(at time: Int) -> Signature {
      let (name, email) =
        switch self {
        case .ana: ("Ana Silva", "ana@acme.example")
        case .ben: ("Ben Ortiz", "ben@acme.example")
        case .cy: ("Cy Park", "cy@acme.example")
        case .dilnoza: ("Dilnoza Karimova", "dilnoza@acme.example")
        case .erik: ("Erik Sjöberg", "erik@acme.example")
        }
      return Signature(name: name, email: email, time: time)
    }
  }

  /// When the first commit was made: 14 September 2026, 08:00 UTC.
  static let start = 1_789_372_800
  /// Seconds from one commit to the next: two thirds of a day and some minutes.
  static let pace = 82_980

  /// Builds the history.
  ///
  /// - Parameter shift: Seconds by which all times are moved.
  /// - Returns: The commits of the main branch in order, by subject and id.
  static func build(
    in builder: HistoryBuilder, movedBy shift: Int
  ) throws -> [(subject: String, id: ObjectID)] {
    var main = HistoryBuilder.Point()
    var side: HistoryBuilder.Point?
    var before: [String: [String: HistoryBuilder.File]] = [:]
    var made: [(subject: String, id: ObjectID)] = []
    for (index, step) in PlatformStory.steps.enumerated() {
      let time = start + shift + index * pace + (index * 7919) % 3600
      switch step {
      case .branch:
        side = main
      case .commit(let author, let subject, let edits):
        let base = side ?? main
        before[subject] = base.files
        let point = try builder.commit(
          apply(edits, to: base.files), parents: base.commit.map { [$0] } ?? [],
          author: author.signature(at: time), message: subject)
        if side != nil { side = point } else { main = point }
        if side == nil, let id = point.commit { made.append((subject, id)) }
      case .merge(let author, let subject):
        guard let branch = side, let one = main.commit, let two = branch.commit else { continue }
        // The side branch touches files of its own, so that its state of them wins.
        let files = main.files.merging(branch.files) { mine, theirs in
          mine.bytes == theirs.bytes ? mine : theirs
        }
        main = try builder.commit(
          files, parents: [one, two], author: author.signature(at: time), message: subject)
        side = nil
        if let id = main.commit { made.append((subject, id)) }
      case .revert(let author, let subject):
        var files = main.files
        let old = before[subject] ?? [:]
        let reverted = made.last { $0.subject == subject }?.id.hex ?? ""
        for edit in PlatformStory.edits(of: subject) {
          if let path = edit.path { files[path] = old[path] }
        }
        let point = try builder.commit(
          files, parents: main.commit.map { [$0] } ?? [], author: author.signature(at: time),
          message: """
            Revert "\(subject)"

            This reverts commit \(reverted).

            It let forecasts run past the data that we keep.
            """)
        main = point
        if let id = point.commit { made.append(("Revert \"\(subject)\"", id)) }
      }
    }
    if let tip = main.commit { try builder.finish(branch: "main", at: tip) }
    return made
  }

  private static func apply(
    _ edits: [Edit], to files: [String: HistoryBuilder.File]
  ) -> [String: HistoryBuilder.File] {
    var files = files
    for edit in edits {
      switch edit {
      case .write(let path, let text):
        files[path] = HistoryBuilder.File(
          bytes: Array(text.utf8), mode: files[path]?.mode ?? .file)
      case .replace(let path, let old, let new):
        let text = String(decoding: files[path]?.bytes ?? [], as: UTF8.self)
        files[path]?.bytes = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
      case .append(let path, let text):
        files[path, default: HistoryBuilder.File(bytes: [])].bytes += Array(text.utf8)
      case .delete(let path):
        files[path] = nil
      case .move(let from, let to):
        files[to] = files.removeValue(forKey: from)
      case .executable(let path):
        files[path]?.mode = .executable
      case .bytes(let path, let bytes):
        files[path] = HistoryBuilder.File(bytes: bytes)
      }
    }
    return files
  }
}

extension PlatformHistory.Edit {
  /// The path that it changes; nil where there are two.
  var path: String? {
    switch self {
    case .write(let path, _), .replace(let path, _, _), .append(let path, _), .delete(let path),
      .executable(let path), .bytes(let path, _):
      path
    case .move: nil
    }
  }
}
