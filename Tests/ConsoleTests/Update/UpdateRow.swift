import Terminal
import Testing

@testable import Console

/// A row of a table: what happens to a literal model, and what a person sees and which work follows then.
struct UpdateRow: CustomTestStringConvertible, Sendable {
  /// Something that happens. A string is keys by their names, with blanks between.
  enum Step: ExpressibleByStringLiteral, Sendable {
    case keys(String)
    case message(Message)

    init(stringLiteral keys: String) { self = .keys(keys) }

    /// The mouse does something at a column and a row of the screen.
    static func mouse(_ kind: MouseEvent.Kind, _ x: Int, _ y: Int) -> Step {
      .message(.input(.mouse(MouseEvent(kind, at: Point(x: x, y: y)))))
    }
  }

  let start: LiteralModel.Start
  let steps: [Step]
  let facts: [Fact]
  /// Whether the last step changes something; if not, the screen is what it was.
  let isChange: Bool
  let location: SourceLocation

  /// A row whose last step is what makes the facts so.
  init(
    _ start: LiteralModel.Start, _ steps: Step..., gives facts: [Fact],
    at location: SourceLocation = #_sourceLocation
  ) {
    self.init(start, steps, facts, isChange: true, location)
  }

  /// The same of a plain model.
  init(_ steps: Step..., gives facts: [Fact], at location: SourceLocation = #_sourceLocation) {
    self.init(.plain, steps, facts, isChange: true, location)
  }

  /// A row whose last step changes nothing.
  init(
    _ start: LiteralModel.Start, _ steps: Step..., leaves facts: [Fact],
    at location: SourceLocation = #_sourceLocation
  ) {
    self.init(start, steps, facts, isChange: false, location)
  }

  /// The same of a plain model.
  init(_ steps: Step..., leaves facts: [Fact], at location: SourceLocation = #_sourceLocation) {
    self.init(.plain, steps, facts, isChange: false, location)
  }

  init(
    _ start: LiteralModel.Start, _ steps: [Step], _ facts: [Fact], isChange: Bool,
    _ location: SourceLocation
  ) {
    (self.start, self.steps, self.facts) = (start, steps, facts)
    (self.isChange, self.location) = (isChange, location)
  }

  var testDescription: String {
    let steps = steps.map { step in
      switch step {
      case .keys(let keys): keys
      case .message(let message): Self.name(of: message)
      }
    }
    return "\(start): \(steps.joined(separator: ", "))"
  }

  /// The names of a message and of what it is about, `commits found`, without what it brings.
  private static func name(of message: Message) -> String {
    guard let part = Mirror(reflecting: message).children.first else { return "\(message)" }
    let inner = Mirror(reflecting: part.value).children.first?.label
    return [part.label, inner].compactMap(\.self).joined(separator: " ")
  }

  /// What happens, one by one.
  func messages() throws -> [Message] {
    try steps.flatMap { step -> [Message] in
      switch step {
      case .keys(let names):
        return try names.split(separator: " ").map { name in
          let key = try #require(Key(name: String(name)), sourceLocation: location)
          return .input(.key(key))
        }
      case .message(let message): return [message]
      }
    }
  }

  /// Expects the facts after the last step, and that they are owed to it.
  func check() throws {
    var model = try LiteralModel.make(start)
    let messages = try messages()
    for message in messages.dropLast() { _ = Seen(after: message, &model) }
    let before = Seen(&model)
    let after = Seen(after: try #require(messages.last), &model)
    for fact in facts {
      #expect(fact.found(after) == fact.wanted, "\(fact.name)", sourceLocation: location)
    }
    if isChange {
      #expect(
        facts.contains { $0.found(before) != $0.wanted },
        "all of it was so before the last step", sourceLocation: location)
    } else {
      #expect(after.screen == before.screen, sourceLocation: location)
      #expect(after.work == [], sourceLocation: location)
    }
  }
}

/// A model, its screen, and the work that followed from the last step.
struct Seen {
  let model: Model
  let work: [String]
  private let surface: Surface
  /// The screen as text.
  var screen: String { surface.text }

  /// What there is without a step.
  init(_ model: inout Model) {
    surface = ConsoleView.draw(&model)
    (self.model, work) = (model, [])
  }

  /// What there is after a step; the screen is drawn after each, as it is in a terminal.
  init(after message: Message, _ model: inout Model) {
    let effects = update(&model, message)
    surface = ConsoleView.draw(&model)
    (self.model, work) = (model, effects.map(\.words))
  }
}
