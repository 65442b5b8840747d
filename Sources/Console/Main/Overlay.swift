import Terminal
import Text

/// A screen or a dialog on top of the main screen: its state, what keys do in it, and how it looks.
///
/// It changes itself and looks at the model; what else is to happen it says by its ``Reaction``.
package protocol Overlay: Sendable {
  /// The actions that have keys in it, beside those that have them everywhere.
  var context: Action.Context { get }
  /// What of its context can be done in it.
  var actions: [Action] { get }
  /// Whether every key that edits a line is text now.
  var isTyping: Bool { get }
  /// Whether something lands by it, which can't be left before its end.
  var isLanding: Bool { get }

  /// Does an action.
  mutating func perform(_ action: Action, in model: Model) -> Reaction
  /// Takes a key that is text.
  mutating func press(_ key: Key, in model: Model) -> Reaction
  /// Takes a line of pasted text.
  mutating func paste(_ line: String)
  /// Says what leaving it means.
  func leave() -> Reaction
  /// Draws it, and settles by the room there is what it shows of something longer.
  mutating func draw(_ canvas: inout Canvas)
}

extension Overlay {
  package var context: Action.Context { .everywhere }
  package var actions: [Action] { [] }
  package var isTyping: Bool { false }
  package var isLanding: Bool { false }

  package mutating func press(_ key: Key, in model: Model) -> Reaction { .none }
  package mutating func paste(_ line: String) {}
  package func leave() -> Reaction { .close }
}
