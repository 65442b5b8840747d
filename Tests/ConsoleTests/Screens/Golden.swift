import Console
import Foundation
import SystemPackage
import Terminal
import Testing

/// A picture of a screen in text, kept beside the tests for a person to read in a diff.
enum Golden {
  /// Where the pictures are kept.
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Goldens")

  /// Whether pictures are drawn anew, by `EDGESYNC_GOLDENS=draw`, for a person to look at.
  private static let isDrawing =
    ProcessInfo.processInfo.environment["EDGESYNC_GOLDENS"] == "draw"

  /// Holds a screen's text, or its styles, against the picture of a name.
  static func expect(
    _ text: String, matches name: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name + ".txt")
    if isDrawing {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    if golden == text { return }
    let (old, new) = (golden.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
    let differing = (0..<max(old.count, new.count)).filter { row in
      (row < old.count ? old[row] : nil) != (row < new.count ? new[row] : nil)
    }
    let shown = differing.prefix(8).map { row in
      "row \(row)\n  was \(row < old.count ? old[row] : "—")\n  is  \(row < new.count ? new[row] : "—")"
    }
    Issue.record(
      """
      \(name) differs in \(differing.count) rows; EDGESYNC_GOLDENS=draw draws it anew
      \(shown.joined(separator: "\n"))
      """, sourceLocation: location)
  }

  /// Holds the colours of what a model draws against their pictures: the terminal's own sixteen, and a scheme in
  /// true colour.
  static func expectColours(
    of model: Model, matching name: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    for theme in ["terminal", "nord"] {
      var model = model
      model.theme = try ThemeLibrary(configuration: "/nonexistent").theme(theme)
      try expect(
        ConsoleView.draw(&model).styleText, matches: "colours/\(name)-\(theme)", location)
    }
  }
}
