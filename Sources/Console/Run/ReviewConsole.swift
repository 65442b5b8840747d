import Foundation
import Git
import Logging
import SystemPackage
import Terminal
import Text
import Upstream
import ProgramEnd

/// The review console on a terminal: takes input, changes the model, has work done, and draws.
///
/// Everything here happens on one thread, the only one that touches ncurses. It draws once for all
/// input and all answers that are waiting.
package final class ReviewConsole {
  private let folder: FilePath
  private let clock: @Sendable () -> Int
  private let themes: ThemeLibrary
  private let configuration: ConfigurationFile
  private let sizes = KeptSizes()
  private let keptSplits: Splits
  private let screen: CursesScreen
  private let queue: MessageQueue
  private let runtime: Runtime
  private let loans: TerminalLoans
  private let watch = RepoWatch()
  private let log: Logger
  private var model: Model
  private var events = 0
  private var lastIdle = ""
  /// Whether the terminal says that text is on a light background.
  private var isOnLight = false
  private var hold = FrameHold()
  private let begun = ContinuousClock.now
  private var milestones: Set<String> = []

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - folder: A folder in the edge repo.
  ///   - clock: Seconds since 1970.
  /// - Throws: Where there is no terminal, or the configuration can't be read.
  package init(at folder: FilePath, clock: @escaping @Sendable () -> Int) throws {
    self.folder = folder
    self.clock = clock
    configuration = ConfigurationFile()
    let settings = try configuration.read()
    themes = ThemeLibrary(configuration: configuration.folder)
    var theme = Theme.terminal
    var notice: Notice?
    do {
      theme = try themes.theme(settings.theme, pair: settings.themePair)
    } catch {
      notice = Notice(.warning, Runtime.words(error))
    }
    queue = try MessageQueue()
    log = DebugLog.logger()
    screen = try CursesScreen(isASCII: settings.isASCII)
    loans = TerminalLoans { [queue] in queue.wake() }
    let history = PromptHistoryFiles()
    runtime = Runtime(
      at: folder, queue, watch: watch, prompting: .lent(by: loans), history: history, clock: clock)
    model = Model(
      size: screen.size, now: clock(), configuration: settings, theme: theme,
      themeNames: themes.names)
    keptSplits = sizes.read()
    model.splits = keptSplits
    model.notice = notice
    model.history = history.read()
  }

  /// Runs until the user leaves; gives the terminal back in any case.
  ///
  /// - Returns: The exit status: of a signal, as shells have it, where one ended it.
  package func run() async -> Int32 {
    await Shutdown.inOrder { [queue] in
      queue.wake()
    } _: {
      await runInOrder()
    }
    return Shutdown.cause?.status ?? 0
  }

  private func runInOrder() async {
    let signals = Signals { [queue] in queue.wake() }
    // The first frame is up before any work on the repo begins.
    screen.present(ConsoleView.draw(&model))
    tell("first frame", if: true)
    await perform(model.begin())
    while !model.isQuitting {
      wait()
      // Before all that it wakes for is looked at: what comes while this goes on wakes it once more.
      let answers = queue.drain()
      var messages: [Message] = watch.drain() ? [.touched] : []
      messages.append(.tick(clock()))
      if !Shutdown.isWanted { model.isQuitting = true }
      for signal in signals.take() {
        if signal == SIGCONT {
          // Whoever stopped the program may have changed the terminal's modes.
          screen.leave()
          screen.comeBack()
        }
      }
      if !model.isQuitting { await lendTerminal() }
      let size = screen.size
      let isResized = size != model.size
      if isResized { messages.append(.input(.resize(size))) }
      let input = screen.readEvents()
      if let answers = screen.takeAnswers() { await adapt(to: answers) }
      events += input.count
      messages += input.map { .input($0) } + answers
      for message in messages {
        await perform(update(&model, message))
        if model.isQuitting { break }
      }
      let isAnswer = isResized || !input.isEmpty
      if hold.holds(awaitsLines: model.diff.awaitsLines, isAnswer: isAnswer, at: .now) { continue }
      screen.present(ConsoleView.draw(&model))
      hold.drew(isWhole: !model.diff.sections.isEmpty && !model.diff.awaitsLines)
      tell("first commits", if: !model.commits.rows.isEmpty)
      tell("all commits", if: model.commits.isComplete)
      tellIdle()
    }
    withExtendedLifetime(signals) { screen.end() }
    // Where they can't be kept, the next time begins as this one did.
    if model.splits != keptSplits { try? sizes.keep(model.splits) }
    Shutdown.begin(.left)
    await loans.close()
    await runtime.finish()
    // What the process tidies up at its end is taken from under threads that still work, which would crash.
    if !runtime.isGone(within: .milliseconds(300)) {
      fflush(nil)
      _exit(Shutdown.cause?.status ?? 0)
    }
  }

  /// Waits for input, an answer, a signal, or the next moment that shows on the screen.
  private func wait() {
    var entries = [STDIN_FILENO, queue.descriptor, watch.descriptor].compactMap(\.self).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let isBusy = model.showsTime || !model.activities.isEmpty
    let hasToLook = model.isTouched || !watch.isComplete
    let limit =
      hold.left(at: .now) ?? (isBusy ? 1000 : hasToLook ? Model.lookInterval * 1000 : -1)
    tell("first wait for whatever comes", if: limit < 0)
    _ = poll(&entries, nfds_t(entries.count), Int32(limit))
    // The terminal is gone, and with it whoever would press a key.
    if entries[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { model.isQuitting = true }
  }

  /// Says in the log, once, when something was first on the screen.
  private func tell(_ milestone: String, if isReached: Bool) {
    guard isReached, milestones.insert(milestone).inserted else { return }
    let milliseconds = (ContinuousClock.now - begun) / .milliseconds(1)
    log.debug("\(milestone) after \(Int(milliseconds)) ms")
  }

  /// Says in the log that everything asked for is done and drawn.
  private func tellIdle() {
    guard queue.isIdle else { return }
    let idle = "idle after \(events) events at \(model.size.width)x\(model.size.height)"
    if idle != lastIdle { log.debug("\(idle)") }
    lastIdle = idle
  }

  private func perform(_ effects: [Effect]) async {
    for effect in effects {
      guard case .screen(let effect) = effect else {
        lastIdle = ""
        runtime.perform(effect)
        continue
      }
      switch effect {
      case .copy(let text): screen.copy(text)
      case .redraw: screen.redraw()
      case .suspend:
        screen.leave()
        // The rest of the group, so that a shell that started it by way of make takes over; this
        // program ignores it.
        kill(0, SIGTSTP)
        // This very thread, so that it goes no further before the stop.
        raise(SIGSTOP)
        screen.comeBack()
      case .setTheme(let name, let isKept): await setTheme(name, isKept: isKept)
      case .edit(let path, let line): await edit(path, line)
      case .diffTool(let change): await diffTool(change)
      }
    }
  }

  /// Steps aside for whatever has to ask on the terminal, and comes back.
  private func lendTerminal() async {
    for work in loans.take() {
      screen.leave()
      let line = "edgesync: git has a question here; ctrl-c leaves it unanswered.\n"
      FileHandle.standardOutput.write(Data(line.utf8))
      // What asks may be stopped with ctrl-z, and is ended by ctrl-c alone.
      signal(SIGTSTP, SIG_DFL)
      let interrupt = signal(SIGINT, SIG_IGN)
      await work(true)
      signal(SIGINT, interrupt)
      signal(SIGTSTP, SIG_IGN)
      screen.comeBack()
    }
  }

  /// Takes in what the terminal has said of itself.
  private func adapt(to answers: TerminalAnswers) async {
    guard let isLight = answers.isLight, isLight != isOnLight else { return }
    isOnLight = isLight
    await setTheme(model.configuration.theme, isKept: false)
  }

  private func setTheme(_ name: String, isKept: Bool) async {
    do {
      let theme = try themes.theme(
        name, onLight: isOnLight, pair: model.configuration.themePair)
      await perform(update(&model, .theme(theme)))
      if isKept { try configuration.keep(theme: name) }
    } catch {
      await perform(update(&model, .notice(Notice(.warning, Runtime.words(error)))))
    }
  }

  private func edit(_ path: RepoPath, _ line: Int?) async {
    await stepAside { root in try await Editor().open(root.appending(path), line: line) }
    await perform(update(&model, .repo(.edited(path))))
  }

  private func diffTool(_ change: TreeChange) async {
    await stepAside { [folder] root in
      let upstream = try EdgeRepo(at: folder).upstream.open()
      func version(_ item: TreeItem?, _ path: RepoPath) throws -> DiffTool.Version {
        guard let item, item.mode != .gitlink else {
          return DiffTool.Version(bytes: [], path: path)
        }
        return DiffTool.Version(bytes: try upstream.blob(item.id), path: path)
      }
      try await DiffTool(root: root).show(
        version(change.old, change.oldPath ?? change.path), version(change.new, change.path))
    }
  }

  /// Gives the terminal to a program of the user's, and takes it back.
  private func stepAside(_ run: (_ root: FilePath) async throws -> Void) async {
    do {
      let root = try EdgeRepo.Place(at: folder).root
      screen.leave()
      // It may be stopped with ctrl-z, and this program with it.
      signal(SIGTSTP, SIG_DFL)
      defer {
        signal(SIGTSTP, SIG_IGN)
        screen.comeBack()
      }
      try await run(root)
    } catch {
      await perform(update(&model, .notice(Notice(.failure, Runtime.words(error)))))
    }
  }
}
