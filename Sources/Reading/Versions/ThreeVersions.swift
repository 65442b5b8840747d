import Git

/// Three versions of a text side by side: what two later ones made of an earlier one stands in the same rows.
package struct ThreeVersions: Sendable {
  /// A row: the places of its lines among the patch's; nil where a version has none.
  package struct Row: Hashable, Sendable {
    /// The earlier version's line.
    package let before: Int?
    /// The line of the version that is compared with the other.
    package let now: Int?
    /// The other later version's line.
    package let yours: Int?
  }

  /// The lines: a hunk for each place where a later version differs, of all three versions.
  package let patch: FilePatch
  /// The rows of each hunk.
  package let hunks: [[Row]]

  /// Compares two later versions with an earlier one.
  ///
  /// - Parameter settings: How many lines of context there are, and whether blanks count.
  package init(
    before: [UInt8], now: [UInt8], yours: [UInt8], _ settings: DiffSettings = DiffSettings()
  ) throws(GitError) {
    var bare = settings
    bare.context = 0
    let texts = [before, now, yours].map { Self.lines($0) }
    let nowEdits = Self.edits(try Repository.patch(from: before, to: now, bare))
    let yourEdits = Self.edits(try Repository.patch(from: before, to: yours, bare))
    let regions = Self.regions(nowEdits, yourEdits)
    var builder = PatchBuilder()
    var hunks: [[Row]] = []
    for group in Self.groups(regions, context: settings.context) {
      guard let first = group.first, let last = group.last else { continue }
      let above = min(settings.context, first.before.lowerBound)
      let below = min(settings.context, texts[0].count - last.before.upperBound)
      let start = first.before.lowerBound - above
      let end = last.before.upperBound + below
      let newStart = first.now.lowerBound - above
      let newEnd = last.now.upperBound + below
      let header = "@@ -\(Self.span(start..<end)) +\(Self.span(newStart..<newEnd)) @@"
      var rows: [Row] = []
      builder.addHunk(header.utf8, old: start + 1..<end + 1, new: newStart + 1..<newEnd + 1) {
        builder in
        var (place, shiftNow, shiftYours) = (
          start, first.now.lowerBound - first.before.lowerBound,
          first.yours.lowerBound - first.before.lowerBound
        )
        func addContext(to end: Int) {
          while place < end {
            rows.append(
              Self.row(
                place, place + shiftNow, place + shiftYours, texts, isNew: (false, false),
                &builder))
            place += 1
          }
        }
        for region in group {
          addContext(to: region.before.lowerBound)
          let height = max(region.before.count, region.now.count, region.yours.count)
          for row in 0..<height {
            rows.append(
              Self.row(
                region.before[row], region.now[row], region.yours[row], texts,
                isNew: (region.isNowNew, region.isYoursNew), &builder))
          }
          place = region.before.upperBound
          shiftNow = region.now.upperBound - place
          shiftYours = region.yours.upperBound - place
        }
        addContext(to: end)
      }
      hunks.append(rows)
    }
    patch = builder.patch
    self.hunks = hunks
  }

  private static func row(
    _ before: Int?, _ now: Int?, _ yours: Int?, _ texts: [[ArraySlice<UInt8>]],
    isNew: (now: Bool, yours: Bool), _ builder: inout PatchBuilder
  ) -> Row {
    Row(
      before: before.map {
        builder.addLine(
          isNew.now || isNew.yours ? .deletion : .context, texts[0][$0], old: $0 + 1, new: nil)
      },
      now: now.map {
        builder.addLine(isNew.now ? .addition : .context, texts[1][$0], old: nil, new: $0 + 1)
      },
      yours: yours.map {
        builder.addLine(isNew.yours ? .addition : .context, texts[2][$0], old: nil, new: $0 + 1)
      })
  }

  /// Lines as a hunk's header names them.
  private static func span(_ lines: Range<Int>) -> String {
    let first = lines.lowerBound + (lines.isEmpty ? 0 : 1)
    return lines.count == 1 ? "\(first)" : "\(first),\(lines.count)"
  }

  /// What one later version has in the place of lines, all counted from 0.
  private struct Edit {
    let before: Range<Int>
    let after: Range<Int>
  }

  /// Lines of the earlier version that at least one of the later ones has otherwise.
  private struct Region {
    var before: Range<Int>
    var now: Range<Int>
    var yours: Range<Int>
    var isNowNew: Bool
    var isYoursNew: Bool
  }

  private static func edits(_ patch: FilePatch) -> [Edit] {
    patch.hunks.map { Edit(before: places($0.old), after: places($0.new)) }
  }

  /// Lines that are counted from 1, of which none stand after the one that is named.
  private static func places(_ lines: Range<Int>) -> Range<Int> {
    lines.isEmpty
      ? lines.lowerBound..<lines.lowerBound : lines.lowerBound - 1..<lines.upperBound - 1
  }

  /// Puts edits together that touch each other.
  private static func regions(_ now: [Edit], _ yours: [Edit]) -> [Region] {
    var regions: [Region] = []
    var (nowLeft, yoursLeft) = (now[...], yours[...])
    var (nowShift, yoursShift) = (0, 0)
    while let start = [nowLeft.first, yoursLeft.first].compactMap(\.?.before.lowerBound).min() {
      var end = start
      var (nowEnd, yoursEnd) = (start + nowShift, start + yoursShift)
      let (nowStart, yoursStart) = (nowEnd, yoursEnd)
      var (isNowNew, isYoursNew) = (false, false)
      while true {
        if let edit = nowLeft.first, edit.before.lowerBound <= end {
          end = max(end, edit.before.upperBound)
          nowShift += edit.after.count - edit.before.count
          (nowLeft, isNowNew) = (nowLeft.dropFirst(), true)
        } else if let edit = yoursLeft.first, edit.before.lowerBound <= end {
          end = max(end, edit.before.upperBound)
          yoursShift += edit.after.count - edit.before.count
          (yoursLeft, isYoursNew) = (yoursLeft.dropFirst(), true)
        } else {
          break
        }
      }
      (nowEnd, yoursEnd) = (end + nowShift, end + yoursShift)
      regions.append(
        Region(
          before: start..<end, now: nowStart..<nowEnd, yours: yoursStart..<yoursEnd,
          isNowNew: isNowNew, isYoursNew: isYoursNew))
    }
    return regions
  }

  /// Regions that are seen together, as their context touches.
  private static func groups(_ regions: [Region], context: Int) -> [[Region]] {
    var groups: [[Region]] = []
    for region in regions {
      if let last = groups.last?.last,
        region.before.lowerBound - last.before.upperBound <= 2 * context
      {
        groups[groups.count - 1].append(region)
      } else {
        groups.append([region])
      }
    }
    return groups
  }

  /// A text's lines, without newlines.
  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

extension Range<Int> {
  /// The place of a row; nil past the last.
  fileprivate subscript(row: Int) -> Int? { row < count ? lowerBound + row : nil }
}
