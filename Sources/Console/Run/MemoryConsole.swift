import Journal
import SystemPackage
import Terminal

/// The review console on a screen in memory: the same model, update, views and work as on a terminal, for
/// pictures and tests.
package final class MemoryConsole {
  /// What the screen is drawn from.
  package internal(set) var model: Model
  /// Effects that a terminal would have carried out itself.
  package private(set) var screenEffects: [ScreenEffect] = []
  private let queue: MessageQueue
  private let runtime: Runtime

  /// A console on the edge repo that a folder lies in; what it does begins with ``settle()``.
  ///
  /// - Parameters:
  ///   - folder: A folder in the edge repo.
  ///   - size: The screen's extent.
  ///   - configuration: What a user would set.
  ///   - theme: How everything looks.
  ///   - wantsSyntax: Whether source text is highlighted: what is seen then depends on the programs there are.
  ///   - examines: Whether what is wrong with the set-up is looked for by itself.
  ///   - consents: Where checks may run what nobody has reviewed.
  ///   - clock: Seconds since 1970.
  package init(
    at folder: FilePath, size: Size, configuration: ConsoleConfiguration = ConsoleConfiguration(),
    theme: Theme = .terminal, wantsSyntax: Bool = false, examines: Bool = false,
    consents: Consents = Consents(),
    clock: @escaping @Sendable () -> Int
  ) throws {
    queue = try MessageQueue()
    runtime = Runtime(
      at: folder, queue, consents: consents, wantsSyntax: wantsSyntax, examines: examines,
      clock: clock)
    model = Model(size: size, now: clock(), configuration: configuration, theme: theme)
    surface = ConsoleView.draw(&model)
    perform(model.begin())
  }

  /// Takes input, and works until everything that it asked for is done.
  package func send(_ event: InputEvent) async {
    perform(update(&model, .input(event)))
    await settle()
  }

  /// Takes keys by their names, one after the other.
  ///
  /// - Returns: The first name that is no key's; nil where all are.
  @discardableResult
  package func press(_ names: [String]) async -> String? {
    for name in names {
      guard let key = Key(name: name) else { return name }
      await send(.key(key))
    }
    return nil
  }

  /// Works until nothing is left to do.
  package func settle() async {
    while true {
      for message in queue.drain() { perform(update(&model, message)) }
      if queue.isIdle { break }
      await queue.waitForMore()
    }
    surface = ConsoleView.draw(&model)
  }

  /// The screen, as it was drawn once everything was done.
  package private(set) var surface: Surface

  /// Ends all work.
  package func finish() async {
    await runtime.finish()
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      if case .screen(let effect) = effect {
        screenEffects.append(effect)
      } else {
        runtime.perform(effect)
      }
    }
  }
}
