import Support
import Terminal

@testable import Console

/// What is wrong with a screen, whatever it shows.
enum ScreenFaults {
  private static let hidden = Set(HostileText.hidden)
  /// Scalars that a cell may hold: one, and the marks on it.
  private static let most = 5

  /// Cells that a terminal would obey, or that take another room than their own.
  static func inCells(_ surface: Surface) -> [String] {
    var faults: [String] = []
    for y in 0..<surface.size.height {
      var wasEmpty = true
      for x in 0..<surface.size.width {
        let scalars = surface[x, y].text.unicodeScalars
        // The right half of a wide cell has its left half before it.
        if scalars.isEmpty, wasEmpty { faults.append("half a cell at \(x), \(y)") }
        wasEmpty = scalars.isEmpty
        if scalars.count > most { faults.append("\(scalars.count) scalars at \(x), \(y)") }
        for scalar in scalars {
          let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          if isControl || hidden.contains(scalar) {
            faults.append("U+\(String(scalar.value, radix: 16)) at \(x), \(y)")
          }
        }
      }
    }
    return faults
  }

  /// Edges of the main screen's panes that something is drawn over.
  static func inPanes(_ model: Model, _ surface: Surface) -> [String] {
    let layout = Layout(model)
    let rects = Array(layout.panes.values) + (layout.checks.map { [$0] } ?? [])
    return rects.flatMap { inBox($0, surface) }
  }

  /// Edges of what lies on top that something is drawn over, and cells beside it that it draws into.
  static func inOverlay(_ overlay: any Overlay, _ model: Model) -> [String] {
    var (overlay, canvas) = (overlay, Canvas(model))
    overlay.draw(&canvas)
    let surface = canvas.surface
    guard let rect = box(surface) else {
      return overlay is FilterPrompt ? [] : ["no box"]
    }
    var faults = inBox(rect, surface)
    for y in 0..<surface.size.height - 1 {
      for x in 0..<surface.size.width where !rect.contains(Point(x: x, y: y)) {
        if surface[x, y].text != " " { faults.append("\(surface[x, y].text) at \(x), \(y)") }
      }
    }
    return faults
  }

  private static func box(_ surface: Surface) -> Rect? {
    let (width, height) = (surface.size.width, surface.size.height)
    for y in 0..<height {
      guard let x = (0..<width).first(where: { surface[$0, y].text == "┌" }) else { continue }
      guard let right = (x..<width).last(where: { surface[$0, y].text == "┐" }),
        let bottom = (y..<height).first(where: { surface[x, $0].text == "└" })
      else { return nil }
      return Rect(x: x, y: y, width: right - x + 1, height: bottom - y + 1)
    }
    return nil
  }

  private static func inBox(_ rect: Rect, _ surface: Surface) -> [String] {
    var faults: [String] = []
    func expect(_ allowed: String, _ x: Int, _ y: Int) {
      if !allowed.contains(surface[x, y].text) || surface[x, y].text.isEmpty {
        faults.append("“\(surface[x, y].text)” for \(allowed) at \(x), \(y)")
      }
    }
    let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
    expect("┌", rect.x, rect.y)
    expect("┐", right, rect.y)
    expect("└", rect.x, bottom)
    expect("┘", right, bottom)
    for y in rect.y + 1..<bottom {
      // The reading pane's cursor has the edge for its mark.
      expect("│▌", rect.x, y)
      expect("│┃", right, y)
    }
    return faults
  }
}
