/// A screen in memory: what is shown can be read, and input is given to it.
package final class MemoryScreen: Screen {
  /// The extent.
  package private(set) var size: Size
  /// What is shown; nil before the first frame.
  package private(set) var shown: Surface?
  private var events: [InputEvent] = []

  /// A screen of an extent.
  package init(size: Size) {
    self.size = size
  }

  /// Gives it input.
  package func send(_ event: InputEvent) {
    if case .resize(let size) = event { self.size = size }
    events.append(event)
  }

  /// Shows a surface.
  package func present(_ surface: Surface) {
    shown = surface
  }

  /// Takes the input given to it.
  package func readEvents() -> [InputEvent] {
    defer { events.removeAll() }
    return events
  }
}
