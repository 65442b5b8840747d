/// Puts a patch together from lines, rather than from two files that are compared.
package struct PatchBuilder {
  private var lines: [FilePatch.Line] = []
  private var content: [UInt8] = []
  private var hunks: [FilePatch.Hunk] = []

  /// A patch without hunks.
  package init() {}

  /// Adds a hunk below the others, with the lines that a closure adds.
  ///
  /// - Parameters:
  ///   - header: Its header, without the newline.
  ///   - old: The first line in the older file, from 1, and how many there are.
  ///   - new: The same in the newer file.
  package mutating func addHunk(
    _ header: some Sequence<UInt8>, old: Range<Int>, new: Range<Int>,
    _ add: (inout PatchBuilder) -> Void
  ) {
    let first = lines.count
    add(&self)
    hunks.append(
      FilePatch.Hunk(header: Array(header), old: old, new: new, lines: first..<lines.count))
  }

  /// Adds a line to the hunk that is being added.
  ///
  /// - Parameters:
  ///   - kind: What it is in the change.
  ///   - bytes: What it holds, without the newline.
  ///   - old: Its number in the older file, from 1.
  ///   - new: Its number in the newer file, from 1.
  /// - Returns: Its place among the patch's lines.
  @discardableResult
  package mutating func addLine(
    _ kind: FilePatch.LineKind, _ bytes: some Collection<UInt8>, old: Int?, new: Int?
  ) -> Int {
    let start = content.count
    content += bytes
    lines.append(
      FilePatch.Line(kind: kind, oldNumber: old, newNumber: new, range: start..<content.count))
    return lines.count - 1
  }

  /// Adds another patch's hunks below the others.
  package mutating func add(_ patch: FilePatch) {
    for hunk in patch.hunks {
      addHunk(hunk.header, old: hunk.old, new: hunk.new) { builder in
        for line in patch.lines[hunk.lines] {
          builder.addLine(
            line.kind, patch.bytes(of: line), old: line.oldNumber, new: line.newNumber)
        }
      }
    }
  }

  /// The patch.
  package var patch: FilePatch {
    FilePatch(
      hunks: hunks, lines: lines, content: content, isBinary: false,
      additions: lines.count { $0.kind == .addition },
      deletions: lines.count { $0.kind == .deletion })
  }
}
