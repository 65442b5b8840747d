import CGit2
import Text

extension Repository {
  /// The change of one file as lines.
  ///
  /// No filter, textconv or program runs for it; attributes only say what is binary.
  package func patch(
    of change: TreeChange, _ settings: DiffSettings = DiffSettings()
  ) throws(GitError) -> FilePatch {
    if let size = try tooLarge(change), let item = change.new ?? change.old {
      return FilePatch(tooLarge: size, item.id, in: self)
    }
    return try withPatch(of: change, Self.diffOptions(settings)) { patch throws(GitError) in
      try FilePatch(reading: patch)
    }
  }

  /// How many lines the change of one file adds and deletes, as `git diff --numstat` counts them.
  ///
  /// - Parameter look: Is shown the newer text, or the older of a file that was deleted, where they are compared.
  package func lineCounts(
    of change: TreeChange, look: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(GitError) -> LineCounts {
    if let size = try tooLarge(change) {
      var counts = LineCounts(additions: 0, deletions: 0, isBinary: true)
      counts.tooLarge = size
      return counts
    }
    return try withPatch(of: change, Self.diffOptions(DiffSettings()), look: look) {
      patch throws(GitError) in
      try LineCounts(of: patch)
    }
  }

  /// The same of some files, in their order; nil for one that can't be compared.
  package func lineCounts(of changes: [TreeChange]) throws(GitError) -> [LineCounts?] {
    try lineCounts(of: changes) { _, _ in () }.map { $0?.counts }
  }

  /// The same, with what is found in the text of each that is compared.
  ///
  /// - Parameter find: Is shown a change's place and its newer text, or the older of a file that was deleted, on any
  ///   thread.
  package func lineCounts<Found: Sendable>(
    of changes: [TreeChange], find: @escaping @Sendable (Int, UnsafeRawBufferPointer) -> Found
  ) throws(GitError) -> [(counts: LineCounts, found: Found?)?] {
    try inParallel(changes.count) {
      repository, index throws(GitError) -> (counts: LineCounts, found: Found?)? in
      do throws(GitError) {
        var found: Found?
        let counts = try repository.lineCounts(of: changes[index]) { found = find(index, $0) }
        return (counts, found)
      } catch {
        if case .unwanted = error { throw error }
        return nil
      }
    }
  }

  /// What changes from one text to another, as lines.
  package static func patch(
    from old: [UInt8], to new: [UInt8], _ settings: DiffSettings = DiffSettings()
  ) throws(GitError) -> FilePatch {
    try withPatch(from: old, to: new, diffOptions(settings)) { patch throws(GitError) in
      try FilePatch(reading: patch)
    }
  }

  /// How many lines one text has that another hasn't, and the other way round, as `git diff --numstat` counts them.
  package static func lineCounts(
    from old: [UInt8], to new: [UInt8]
  ) throws(GitError) -> LineCounts {
    try withPatch(from: old, to: new, diffOptions(DiffSettings())) { patch throws(GitError) in
      try LineCounts(of: patch)
    }
  }

  private static func withPatch<Result>(
    from old: [UInt8], to new: [UInt8], _ options: git_diff_options,
    _ body: (OpaquePointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var options = options
    var patch: OpaquePointer?
    let code = old.withUnsafeBytes { old in
      new.withUnsafeBytes { new in
        git_patch_from_buffers(
          &patch, old.baseAddress, old.count, nil, new.baseAddress, new.count, nil, &options)
      }
    }
    try check(code, "compare two texts")
    defer { git_patch_free(patch) }
    guard let patch else {
      throw .library(operation: "compare two texts", code: -1, words: lastWords())
    }
    return try body(patch)
  }

  /// Bytes of a file that is compared line by line at the most. A larger one is binary to edgesync, as one over
  /// `core.bigFileThreshold` is to git.
  package static let maximumComparedSize = 32 << 20
  /// Lines of a file that is compared at the most: each takes a hundred bytes, however short it is.
  private static let maximumComparedLines = 1_200_000

  /// Whether a text is small enough to be compared line by line.
  package static func isComparable(_ bytes: [UInt8]) -> Bool {
    bytes.count <= maximumComparedSize
      && (bytes.count <= maximumComparedLines
        || bytes.count { $0 == 0x0A } <= maximumComparedLines)
  }

  /// The size of the larger version of a file that is too large to be compared; nil of one that isn't.
  private func tooLarge(_ change: TreeChange) throws(GitError) -> Int? {
    var largest = 0
    var hasManyLines = false
    for item in [change.old, change.new] {
      guard let item, item.mode != .gitlink, item.mode != .folder else { continue }
      let size = try unprovenBlobSize(item.id)
      largest = max(largest, size)
      // So small a file has no room for them.
      guard size > Self.maximumComparedLines, size <= Self.maximumComparedSize, !hasManyLines else {
        continue
      }
      hasManyLines = try withObject(item.id, .blob) { bytes in
        bytes.count { $0 == 0x0A } > Self.maximumComparedLines
      }
    }
    return largest > Self.maximumComparedSize || hasManyLines ? largest : nil
  }

  private static func diffOptions(
    _ settings: DiffSettings
  ) throws(GitError) -> git_diff_options {
    var options = try diffOptions()
    options.flags = GIT_DIFF_INDENT_HEURISTIC.rawValue
    if settings.ignoresBlanks { options.flags |= GIT_DIFF_IGNORE_WHITESPACE.rawValue }
    options.context_lines = UInt32(max(0, min(settings.context, DiffSettings.wholeFile)))
    return options
  }

  private static func diffOptions() throws(GitError) -> git_diff_options {
    // Two texts may be compared before any repository was opened.
    guard GitLibrary.isReady else {
      throw .library(operation: "compare two texts", code: -1, words: lastWords())
    }
    var options = git_diff_options()
    try check(
      git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), "prepare a diff")
    return options
  }

  private func withPatch<Result>(
    of change: TreeChange, _ options: git_diff_options,
    look: (UnsafeRawBufferPointer) -> Void = { _ in },
    _ body: (OpaquePointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let old = try DiffSide(change.old, in: self)
    let new = try DiffSide(change.new, in: self)
    var options = options
    var oldPath = (change.oldPath ?? change.path).bytes.map { CChar(bitPattern: $0) }
    oldPath.append(0)
    var newPath = change.path.bytes.map { CChar(bitPattern: $0) }
    newPath.append(0)
    var patch: OpaquePointer?
    let code: Int32
    look((change.new == nil ? old : new).bytes)
    // A submodule's change is one line on each side, which only buffers can stand for. libgit2 hashes those, which
    // blobs were when they were read.
    if old.isLine || new.isLine {
      let (oldBytes, newBytes) = (old.bytes, new.bytes)
      code = git_patch_from_buffers(
        &patch, oldBytes.baseAddress, oldBytes.count, oldPath, newBytes.baseAddress,
        newBytes.count, newPath, &options)
    } else {
      code = git_patch_from_blobs(&patch, old.blob, oldPath, new.blob, newPath, &options)
    }
    try check(code, "compare the two versions of \(change.path.text)")
    defer { git_patch_free(patch) }
    guard let patch else {
      throw .library(
        operation: "compare the two versions of \(change.path.text)", code: -1, words: lastWords())
    }
    return try body(patch)
  }
}

/// One side of a file's change: a blob, a submodule's line, or nothing. Of a repository that somebody else made libgit2
/// sees objects alone, so that its attributes count for nothing.
private final class DiffSide {
  /// The blob as libgit2 has it; nil for a submodule's line.
  let blob: OpaquePointer?
  /// A submodule's line.
  private let line: ObjectBytes?

  init(_ item: TreeItem?, in repository: Repository) throws(GitError) {
    guard let item, item.mode != .gitlink else {
      blob = nil
      line = item.flatMap { $0.mode == .gitlink ? Self.line(of: $0.id) : nil }
      return
    }
    line = nil
    guard repository.isWanted() else { throw .unwanted }
    var oid = item.id.oid
    var blob: OpaquePointer?
    let code = git_blob_lookup(&blob, repository.handle, &oid)
    if code == GIT_ENOTFOUND.rawValue {
      throw repository.missing("blob", item.id)
    }
    if code < 0, let fault = repository.store.lastFault {
      throw repository.damaged("object \(item.id.short)", fault)
    }
    try check(code, "read blob \(item.id.short)")
    self.blob = blob
  }

  /// Its bytes, valid as long as it lives.
  var bytes: UnsafeRawBufferPointer {
    line?.bytes
      ?? UnsafeRawBufferPointer(
        start: blob.flatMap { git_blob_rawcontent($0) },
        count: blob.map { Int(git_blob_rawsize($0)) } ?? 0)
  }

  /// Whether it is a submodule's line.
  var isLine: Bool { line != nil }

  private static func line(of commit: ObjectID) -> ObjectBytes {
    let text = Array("Subproject commit \(commit.hex)\n".utf8)
    let line = ObjectBytes(.blob, count: text.count)
    line.buffer.copyBytes(from: text)
    return line
  }

  deinit {
    git_blob_free(blob)
  }
}

extension LineCounts {
  /// What libgit2 counts in a patch.
  fileprivate init(of patch: OpaquePointer) throws(GitError) {
    var additions = 0
    var deletions = 0
    try check(git_patch_line_stats(nil, &additions, &deletions, patch), "count changed lines")
    self.init(additions: additions, deletions: deletions, isBinary: FilePatch.isBinary(patch))
    hunks = git_patch_num_hunks(patch)
    for hunk in 0..<hunks { hunkLines += Int(git_patch_num_lines_in_hunk(patch, hunk)) }
  }
}

extension FilePatch {
  static func isBinary(_ patch: OpaquePointer) -> Bool {
    guard let delta = git_patch_get_delta(patch)?.pointee else { return false }
    return delta.flags & GIT_DIFF_FLAG_BINARY.rawValue != 0
  }

  /// Copies a patch out of libgit2.
  init(reading patch: OpaquePointer) throws(GitError) {
    var hunks: [Hunk] = []
    var lines: [Line] = []
    var content: [UInt8] = []
    var additions = 0
    var deletions = 0
    for hunkIndex in 0..<git_patch_num_hunks(patch) {
      var pointer: UnsafePointer<git_diff_hunk>?
      var count = 0
      try check(git_patch_get_hunk(&pointer, &count, patch, hunkIndex), "read a hunk")
      guard let hunk = pointer?.pointee else { continue }
      let firstLine = lines.count
      for lineIndex in 0..<count {
        var linePointer: UnsafePointer<git_diff_line>?
        try check(
          git_patch_get_line_in_hunk(&linePointer, patch, hunkIndex, lineIndex), "read a line")
        guard let line = linePointer?.pointee else { continue }
        let kind: LineKind
        switch UInt8(bitPattern: line.origin) {
        case UInt8(ascii: "+"):
          kind = .addition
          additions += 1
        case UInt8(ascii: "-"):
          kind = .deletion
          deletions += 1
        case UInt8(ascii: " "): kind = .context
        default: kind = .noNewline
        }
        var bytes = UnsafeRawBufferPointer(start: line.content, count: line.content_len)[...]
        if kind == .noNewline {
          bytes = bytes.drop { $0 == 0x0A || $0 == UInt8(ascii: "\\") || $0 == 0x20 }
        }
        if bytes.last == 0x0A { bytes = bytes.dropLast() }
        let start = content.count
        content.append(contentsOf: bytes)
        lines.append(
          Line(
            kind: kind, oldNumber: line.old_lineno > 0 ? Int(line.old_lineno) : nil,
            newNumber: line.new_lineno > 0 ? Int(line.new_lineno) : nil,
            range: start..<content.count))
      }
      var header = withUnsafeBytes(of: hunk.header) { Array($0.prefix(hunk.header_len)) }
      if header.last == 0x0A { header.removeLast() }
      hunks.append(
        Hunk(
          header: header,
          old: Int(hunk.old_start)..<Int(hunk.old_start + hunk.old_lines),
          new: Int(hunk.new_start)..<Int(hunk.new_start + hunk.new_lines),
          lines: firstLine..<lines.count))
    }
    self.init(
      hunks: hunks, lines: lines, content: content, isBinary: Self.isBinary(patch),
      additions: additions, deletions: deletions)
  }
}
