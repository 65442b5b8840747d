import Text

/// What an overlay wants of the rest of the console by what happened in it.
package struct Reaction: Sendable {
  /// Whether the overlay closes.
  package let closes: Bool
  /// What happens once the overlay is as it wants to be, or closed.
  let next: @Sendable (inout Model) -> [Effect]

  private init(closes: Bool, _ next: @escaping @Sendable (inout Model) -> [Effect]) {
    self.closes = closes
    self.next = next
  }

  /// Nothing more.
  package static let none = Reaction(closes: false) { _ in [] }
  /// It closes.
  package static let close = Reaction(closes: true) { _ in [] }

  /// Work is to be done.
  package static func work(_ effects: Effect...) -> Reaction { then { _ in effects } }

  /// A line is to be said.
  package static func say(_ kind: Notice.Kind, _ text: SafeText) -> Reaction {
    then { model in
      model.notice = Notice(kind, text)
      return []
    }
  }

  /// Another overlay lies on top then.
  static func open(_ overlay: any Overlay, _ effects: Effect...) -> Reaction {
    then { model in
      model.overlays.append(overlay)
      return effects
    }
  }

  /// The model changes.
  static func then(_ next: @escaping @Sendable (inout Model) -> [Effect]) -> Reaction {
    Reaction(closes: false, next)
  }

  /// It closes, and then the model changes.
  static func closeThen(_ next: @escaping @Sendable (inout Model) -> [Effect]) -> Reaction {
    Reaction(closes: true, next)
  }
}
