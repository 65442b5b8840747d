import Text

/// Text that leads somewhere (OSC 8, gist.github.com/egmontkob, “Hyperlinks in terminal emulators”), of which ncurses
/// knows nothing.
extension CursesScreen {
  /// Draws what leads somewhere once more, with where it leads, and what no longer does without: ncurses has drawn the
  /// same cells, or saw no need to. On a row that changed it may have drawn any cell.
  func presentLinks(_ surface: Surface, _ previous: Surface?) {
    guard hasLinks, surface.hasLinks || previous?.hasLinks == true else { return }
    var output = ""
    for y in 0..<surface.size.height where previous?.row(y) != surface.row(y) {
      var x = 0
      while x < surface.size.width {
        let cell = surface[x, y]
        guard cell.link != nil || previous?[x, y].link != nil, !cell.text.isEmpty else {
          x += 1
          continue
        }
        let start = x
        var text = ""
        while x < surface.size.width, surface[x, y].style == cell.style,
          surface[x, y].link == cell.link, cell.link != nil || previous?[x, y].link != nil
        {
          let isWide = x + 1 < surface.size.width && surface[x + 1, y].text.isEmpty
          let (scalars, _) = drawable(surface[x, y].text, width: isWide ? 2 : 1)
          text.unicodeScalars += scalars.compactMap { Unicode.Scalar(UInt32($0)) }
          x += isWide ? 2 : 1
        }
        output += "\u{1B}[\(y + 1);\(start + 1)H\u{1B}[0;\(codes(of: cell.style))m"
        output += cell.link.map { "\u{1B}]8;;\($0.text)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\" } ?? text
      }
    }
    // The cursor and its looks are as ncurses left them afterwards (DECSC, DECRC).
    if !output.isEmpty { write("\u{1B}7\(output)\u{1B}8") }
  }

  /// A style as the parameters of SGR, in the colours that ncurses shows it in.
  private func codes(of style: Style) -> String {
    var basic = style
    let colors = [(style.foreground, 30), (style.background, 40)].compactMap { color, first in
      depth.code(of: color, from: first)
    }
    (basic.foreground, basic.background) = (.standard, .standard)
    return ([basic.ansi] + colors).filter { !$0.isEmpty }.joined(separator: ";")
  }
}
