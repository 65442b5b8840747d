import Doctor
import Git
import Journal
import Rules
import Terminal
import Text

/// The top row: where the edge repo stands, always.
enum HeaderView {
  /// Something the header says, from the longest form to the shortest.
  private struct Segment {
    let forms: [Line]
    /// Those of a higher number are shortened and dropped first.
    let rank: Int
  }

  /// Cells that the pin's tags have at the most.
  private static let mostOfTags = 16

  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    canvas.surface.fill(rect, style: model.theme[.header])
    guard let summary = model.summary else {
      var line = Line(" edgesync", .header)
      for span in problems(model).first?.spans ?? [] { line.add("  " + span.text, span.role) }
      canvas.line(line, x: rect.x, y: rect.y, width: rect.width)
      return
    }
    let fitted = fit(segments(model, summary), width: rect.width - 2)
    var line = Line(" ", .header)
    for (index, part) in fitted.enumerated() {
      if index > 0 { line.add(separator(fitted, width: rect.width - 2), .header) }
      for span in part.spans { line.add(span.text, span.role) }
    }
    canvas.line(line, x: rect.x, y: rect.y, width: rect.width)
    let look = model.theme[.header]
    canvas.surface.restyle(rect) { style in
      style.background = look.background
      style.attributes.formUnion(look.attributes)
      style.attributes.remove(.dim)
      if look.attributes.contains(.reverse) { style.foreground = look.foreground }
    }
  }

  private static func segments(_ model: Model, _ summary: RepoSummary) -> [Segment] {
    let age = Age(of: model.position?.lastSync?.date ?? summary.pin.date, now: model.now)
    let tags = model.commits.tags[summary.pin.id]?.text(in: mostOfTags)
    var segments = [
      Segment(
        forms: [
          Line(summary.name, .header).adding("  ⟵ \(summary.upstream)", .header),
          Line(summary.name, .header),
        ], rank: 5),
      Segment(
        forms: [
          tags.map { Line("pin \(summary.pin.id.short) \($0) · \(age.long)", .header) },
          Line("pin \(summary.pin.id.short) · \(age.long)", .header),
          Line("\(summary.pin.id.short) \(age.short)", .header),
        ].compactMap(\.self), rank: 3),
    ]
    if let position = model.position {
      segments.append(Segment(forms: behind(position, model), rank: 1))
      // That nothing has drifted is what is missed the least.
      segments.append(
        Segment(forms: drift(position), rank: position.drift + position.strays > 0 ? 0 : 6))
      if position.isRewritten {
        segments.append(
          Segment(forms: [Line("history rewritten", .bad), Line("rewritten", .bad)], rank: 0))
      }
    } else {
      segments.append(Segment(forms: [Line("…", .header)], rank: 1))
    }
    segments.append(Segment(forms: problems(model), rank: 0))
    if let chosen = model.chosen {
      segments.append(
        Segment(
          forms: [
            Line("candidate \(chosen.short)", .key), Line(Mark.candidate + chosen.short, .key),
          ], rank: 1))
    }
    segments.append(Segment(forms: owed(model), rank: 2))
    segments.append(Segment(forms: checks(model), rank: 4))
    let progress = model.files.progress
    if progress.all > 0 {
      let done = progress.reviewed == progress.all
      segments.append(
        Segment(
          forms: [
            Line("reviewed \(progress.reviewed)/\(progress.all)", done ? .good : .header),
            Line("\(Mark.reviewed)\(progress.reviewed)/\(progress.all)", done ? .good : .header),
          ], rank: 3))
    }
    return segments
  }

  /// What is wrong with the set-up, and the key that lists it.
  private static func problems(_ model: Model) -> [Line] {
    let errors = model.diagnosis?.errors ?? 0
    if errors == 0 { return [] }
    let key = model.configuration.keys.hint(.doctor)
    return [
      Line("\(Mark.bad) \(counted(errors, "problem")) (\(key))", .bad),
      Line("\(Mark.bad)\(errors) (\(key))", .bad),
    ]
  }

  private static func behind(_ position: RepoPosition, _ model: Model) -> [Line] {
    let commits = model.commits.all.touchingCount
    if model.commits.all.isEmpty, model.commits.isComplete { return [Line("up to date", .good)] }
    let more: SafeText = model.commits.isComplete ? "" : "…"
    let behind = position.behind
    return [
      Line(
        "\(commits)\(more) behind: \(behind.synced) synced, \(counted(behind.edge, "override"))",
        .header),
      Line("\(commits)\(more) behind", .header),
    ]
  }

  /// What a person has yet to see to: overrides to carry over, emergencies to review, and follow-ups.
  private static func owed(_ model: Model) -> [Line] {
    let overrides = model.position?.owed.count ?? 0
    let reviews = model.commits.owed.count
    let followUps = model.notes.open.count
    let all = overrides + reviews + followUps
    if all == 0 { return [] }
    var parts: [SafeText] = []
    if overrides > 0 { parts.append(counted(overrides, "override")) }
    if reviews > 0 { parts.append(counted(reviews, "review")) }
    if followUps > 0 { parts.append(counted(followUps, "follow-up")) }
    return [
      Line("\(Mark.attention) \(parts.joined(separator: ", ")) pending", .override),
      Line("\(Mark.attention)\(all)", .override),
    ]
  }

  private static func drift(_ position: RepoPosition) -> [Line] {
    if position.drift > 0 {
      return [
        Line("\(Mark.bad) \(counted(position.drift, "file")) drifted", .bad),
        Line(Mark.bad + " drift", .bad),
      ]
    }
    if position.strays > 0 {
      return [
        Line("no drift, \(counted(position.strays, "stray"))", .header),
        Line(counted(position.strays, "stray"), .header),
      ]
    }
    return [Line("no drift", .header)]
  }

  private static func checks(_ model: Model) -> [Line] {
    guard let validation = model.validation, model.candidate != model.summary?.pin.id else {
      return []
    }
    let passed = validation.passed
    let failed = validation.failed.count
    if validation.isRunning {
      let (ended, all) = (validation.ended, validation.rows.count)
      return [
        Line("checking \(ended)/\(all)", .warning),
        Line("\(Mark.running)\(ended)/\(all)", .warning),
      ]
    }
    if failed == 0, passed == 0 || !validation.isChecked { return [Line("not checked", .header)] }
    var long = Line("checks \(passed)\(Mark.good)", .good)
    var short = Line("\(passed)\(Mark.good)", .good)
    if failed > 0 {
      long.add(" \(failed)\(Mark.bad)", .bad)
      short.add(" \(failed)\(Mark.bad)", .bad)
    }
    return [long, short]
  }

  /// The longest forms that fit, shortened by rank from the highest down, then dropped.
  private static func fit(_ segments: [Segment], width: Int) -> [Line] {
    var choice = segments.map { $0.forms.isEmpty ? nil : Optional(0) }
    func total() -> Int {
      let lines = zip(segments, choice).compactMap { $1 == nil ? nil : $0.forms[$1 ?? 0].width }
      return lines.reduce(0, +) + max(0, lines.count - 1) * 2
    }
    let order = segments.indices.sorted { segments[$0].rank > segments[$1].rank }
    for index in order where total() > width {
      while total() > width, let form = choice[index], form + 1 < segments[index].forms.count {
        choice[index] = form + 1
      }
    }
    for index in order where total() > width { choice[index] = nil }
    return zip(segments, choice).compactMap { $1 == nil ? nil : $0.forms[$1 ?? 0] }
  }

  /// As much space between segments as there is, up to a few cells.
  private static func separator(_ lines: [Line], width: Int) -> SafeText {
    let used = lines.reduce(0) { $0 + $1.width }
    let gaps = max(1, lines.count - 1)
    return SafeText(String(repeating: " ", count: max(2, min(5, (width - used) / gaps))))
  }
}
