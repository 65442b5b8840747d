import CCurses
import Text

/// What is shown, handed to ncurses cell by cell.
extension CursesScreen {
  /// Shows a surface.
  package func present(_ surface: Surface) {
    let previous = shown?.size == surface.size ? shown : nil
    if previous == nil { edgesync_erase() }
    for y in 0..<surface.size.height {
      var x = 0
      while x < surface.size.width {
        if let previous, previous[x, y] == surface[x, y] {
          x += 1
          continue
        }
        // A wide cell's right half is drawn with its left one.
        if surface[x, y].text.isEmpty, x > 0 { x -= 1 }
        x = drawRun(surface, from: x, y: y, previous)
      }
    }
    if let cursor = surface.cursor {
      edgesync_move(Int32(cursor.y), Int32(cursor.x))
      edgesync_show_cursor(1)
    } else {
      edgesync_move(Int32(surface.size.height - 1), 0)
      edgesync_show_cursor(0)
    }
    edgesync_refresh()
    presentLinks(surface, previous)
    shown = surface
  }

  /// Draws changed cells of one style from a column on; gives the column after them.
  private func drawRun(_ surface: Surface, from start: Int, y: Int, _ previous: Surface?) -> Int {
    let style = surface[start, y].style
    var run: [wchar_t] = []
    var runStart = start
    var x = start
    edgesync_set_style(UInt32(style.attributes.rawValue), pair(of: style))
    func flush() {
      if !run.isEmpty { edgesync_put(Int32(y), Int32(runStart), run, Int32(run.count)) }
      run.removeAll(keepingCapacity: true)
    }
    while x < surface.size.width, surface[x, y].style == style {
      if x > start, let previous, previous[x, y] == surface[x, y], !surface[x, y].text.isEmpty {
        break
      }
      let cell = surface[x, y]
      let isWide = x + 1 < surface.size.width && surface[x + 1, y].text.isEmpty
      let width = isWide ? 2 : 1
      let (text, columns) = drawable(cell.text, width: width)
      if run.isEmpty { runStart = x }
      run += text
      x += width
      if columns != width || text.count > 1 || text.first.map({ $0 > 0x7F }) == true {
        // Where terminals may disagree on a width, the next cell is placed by its own column.
        flush()
      }
    }
    flush()
    return max(x, start + 1)
  }

  /// A cell's text as the C library's idea of widths lets ncurses draw it.
  func drawable(_ text: String, width: Int) -> ([wchar_t], Int) {
    if text.isEmpty { return ([0x20], 1) }
    let scalars = text.unicodeScalars
    if let first = scalars.first, first.isASCII, scalars.count == 1 {
      return ([wchar_t(first.value)], 1)
    }
    if !isUTF8 {
      return (
        ASCIIFallback.ascii(text, width: width).unicodeScalars.map { wchar_t($0.value) }, width
      )
    }
    guard let first = scalars.first else { return ([0x20], 1) }
    let columns = Int(edgesync_width(wchar_t(first.value)))
    guard columns > 0, columns <= width else {
      return (Array(repeating: wchar_t(UInt8(ascii: "?")), count: width), width)
    }
    var drawn = [wchar_t(first.value)]
    drawn += scalars.dropFirst().map { wchar_t($0.value) }.filter { edgesync_width($0) == 0 }
    if columns < width { drawn.append(0x20) }
    return (drawn, width)
  }

  private func pair(of style: Style) -> Int32 {
    let front = depth.index(of: style.foreground)
    let back = depth.index(of: style.background)
    if depth == .none || (front < 0 && back < 0) { return 0 }
    let key = (front + 1) << 26 | (back + 1)
    if let pair = pairs[key] { return pair }
    let pair = alloc_pair(Int32(front), Int32(back))
    let usable = pair > 0 ? pair : 0
    pairs[key] = usable
    return usable
  }
}
