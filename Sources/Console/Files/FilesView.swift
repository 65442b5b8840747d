import Git
import Reports
import Rules
import Terminal
import Text

/// The candidate's files in three groups.
enum FilesView {
  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let list = model.files
    let isFocused = model.focus == .files
    let hidden = model.files.hiddenCount
    let inside = canvas.pane(
      .files, rect, title: title(model), note: hidden > 0 ? "\(hidden) hidden" : "")
    if let failure = list.failure {
      for (offset, text) in failure.wrapped(to: inside.width).prefix(inside.height).enumerated() {
        canvas.line(Line(text, .bad), x: inside.x, y: inside.y + offset, width: inside.width)
      }
      return
    }
    if !list.isCurrent, list.shownKey == nil {
      if list.key != nil { canvas.line(Line("…", .dim), x: inside.x + 1, y: inside.y, width: 3) }
      return
    }
    let rows = list.rows
    if rows.isEmpty {
      let text: SafeText =
        model.files.key?.candidate == model.summary?.pin.id ? "this is the pin" : "no file differs"
      canvas.line(Line(text, .dim), x: inside.x + 1, y: inside.y, width: inside.width - 1)
    }
    for offset in 0..<inside.height {
      let index = list.cursor.first + offset
      guard index < rows.count else { break }
      let isSelected = index == list.cursor.index
      let (line, right) =
        switch rows[index] {
        case .heading(let group): heading(group, model, inside.width)
        case .folder(let group, let place): folder(place, of: group, model, inside.width)
        case .file(let file): self.file(file, model, inside.width)
        }
      canvas.row(
        line, right: right, in: inside, y: inside.y + offset, isSelected: isSelected,
        isFocused: isFocused)
    }
    canvas.scrollBar(inside, first: list.cursor.first, count: rows.count)
    drawRule(&canvas, rect)
  }

  private static func title(_ model: Model) -> SafeText {
    guard let candidate = model.files.key?.candidate ?? model.candidate else { return "Files" }
    let busy: SafeText = model.files.isCurrent && model.files.hasRenames ? "" : " …"
    if let review = model.commits.selectedOwed {
      return "Files  \(review.from.short)‥\(review.to.short)\(busy)"
    }
    if candidate == model.summary?.pin.id, model.files.key?.scope == .sincePin,
      !model.commits.overrides.isEmpty
    {
      return "Files  pending at \(candidate.short)\(busy)"
    }
    return model.scope == .sincePin
      ? "Files  pin‥\(candidate.short)\(busy)" : "Files  \(candidate.short) only\(busy)"
  }

  private static func heading(
    _ group: FileGroup, _ model: Model, _ width: Int
  ) -> (Line, Line) {
    let list = model.files
    let common = list.commonFolder(of: group)
    let count = list.count(of: group)
    let fold: SafeText = list.folded.contains(group) ? "▸" : "▾"
    var line = Line("\(fold) \(group.title) \(count)", .heading)
    let total = list.total(of: group)
    var right = Line()
    if total != LineTotals() {
      right.add("+\(total.additions)", .addition)
      right.add(" −\(total.deletions)", .deletion)
      if list.isCounting(group) { right.add(" …", .dim) }
    }
    let generated = list.generatedTotal(of: group)
    if generated != LineTotals() {
      let apart: SafeText = "gen +\(generated.additions) −\(generated.deletions)"
      if width - line.width - right.width - apart.width >= 8 {
        right.add((right.spans.isEmpty ? "" : "  ") + apart, .dim)
      }
    }
    let room = width - line.width - right.width - 4
    if group == .edge, room >= 18 {
      line.add("  yours, not touched", .dim)
    } else if !common.isRoot, !list.folded.contains(group), room > 8 {
      line.add("  " + common.text.truncatedFront(to: room - 2) + "/", .dim)
    }
    return (line, right)
  }

  private static func folder(
    _ place: Int, of group: FileGroup, _ model: Model, _ width: Int
  ) -> (Line, Line) {
    guard let folder = model.files.folder(place, of: group) else { return (Line(), Line()) }
    var right = Line()
    // Those of programs are told where nothing else changes: the heading has them all.
    let isGenerated = folder.lines == LineTotals()
    let lines = isGenerated ? folder.generated : folder.lines
    if lines != LineTotals() {
      right.add("\(isGenerated ? "gen " : "")+\(lines.additions) −\(lines.deletions)", .dim)
    }
    let fold: SafeText = model.files.isFolded(place, of: group) ? "▸" : "▾"
    var line = Line(indent(folder.depth, width) + "\(fold) ", group.role)
    let room = width - line.width - 2 - right.width
    let name = folder.path.relative(to: folder.base)?.text ?? folder.path.text
    line.add(
      name.truncatedFront(to: max(4, room)) + "/", group == .outside ? .outside : .text,
      marking: model.search.flatMap { $0.pane == .files ? $0 : nil })
    return (line, right)
  }

  /// What stands before a row below so many folders; where they are deep, names keep two thirds.
  private static func indent(_ depth: Int, _ width: Int) -> SafeText {
    SafeText(String(repeating: " ", count: 2 + min(2 * depth, width / 3)))
  }

  private static func file(
    _ index: Int, _ model: Model, _ width: Int
  ) -> (Line, Line) {
    let file = model.files.files[index]
    let isGenerated = model.files.generated.contains(index)
    var right = Line()
    if isGenerated { right.add("gen ", .dim) }
    if let counts = model.files.counts[index] {
      if let size = counts.tooLarge {
        right.add(byteCount(size), .dim)
      } else if counts.isBinary {
        right.add("binary", .dim)
      } else {
        right.add("+\(counts.additions)", isGenerated ? .dim : .addition)
        right.add(" −\(counts.deletions)", isGenerated ? .dim : .deletion)
      }
    }
    if model.reviewed.contains(file.reviewKey) {
      right.add(" " + Mark.reviewed, .good)
    } else if model.reviewed.contains(file.partKey) {
      right.add(" " + Mark.partlyReviewed, .warning)
    }
    if model.hasNotes(on: file) { right.add(" " + Mark.note, .noted) }
    let depth = model.files.depth(of: index)
    var line = Line(indent(depth, width) + "\(file.mark) ", file.group.role)
    let top = model.files.commonFolder(of: file.group)
    let room = width - line.width - 2 - right.width
    line.add(
      name(of: file, below: model.files.isTree ? [file.shownPath.parent, top] : [top])
        .truncatedFront(to: max(4, room)),
      file.group == .outside ? .outside : isGenerated ? .dim : .text,
      marking: model.search.flatMap { $0.pane == .files ? $0 : nil })
    return (line, right)
  }

  /// A file's name as told from the first of some folders that it lies in, after the one that it had.
  private static func name(of file: FileChange, below folders: [RepoPath]) -> SafeText {
    func told(_ path: RepoPath) -> SafeText {
      (folders.lazy.compactMap { path.relative(to: $0) }.first ?? path).text
    }
    guard let old = file.shownOldPath else { return told(file.shownPath) }
    return told(old) + " → " + told(file.shownPath)
  }

  /// The rule that put the file under the cursor into its group, on the frame's bottom edge.
  private static func drawRule(_ canvas: inout Canvas, _ rect: Rect) {
    guard let file = canvas.model.files.selected, rect.width > 12 else { return }
    let text = " " + file.placement.rule.explanation.truncated(to: rect.width - 6) + " "
    canvas.line(Line(text, .dim), x: rect.x + 2, y: rect.maxY - 1, width: rect.width - 4)
  }
}
