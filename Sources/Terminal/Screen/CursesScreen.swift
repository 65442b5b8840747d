import CCurses
import CTerminalRestore
import Foundation
import Text

/// The terminal, through ncurses: the one type that touches it, on one thread.
///
/// What is drawn is compared with what was drawn before, so that a frame costs what changed.
package final class CursesScreen: Screen {
  /// How many colours it shows.
  package private(set) var depth: ColorDepth = .none
  /// Whether symbols beyond ASCII can be drawn.
  package let isUTF8: Bool

  private var handle: OpaquePointer?
  var shown: Surface?
  var pairs: [Int: Int32] = [:]
  /// How many colours it shows if it says that it has direct ones; nil where ncurses can't set them.
  private var directDepth: ColorDepth?
  private var answers = TerminalAnswers()
  private var asked = ContinuousClock.now
  /// Whether the terminal is one that draws links, or passes over them.
  private(set) var hasLinks = false
  var reader = SequenceReader()
  var isPressed = false
  var lastPress: (point: Point, time: ContinuousClock.Instant)?

  static let pasteStart: Int32 = 0x7001
  static let pasteEnd: Int32 = 0x7002
  /// Time in which the terminal is expected to have answered.
  private static let patience = Duration.seconds(1)

  /// Takes over the terminal.
  ///
  /// - Parameter isASCII: Whether symbols are drawn in ASCII, whatever the locale says.
  package init(isASCII: Bool) throws(Failure) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    isUTF8 = edgesync_locale_is_utf8() == 1 && !isASCII
    edgesync_remember_modes()
    // ncurses takes over signals only where nobody else has.
    for number in [SIGWINCH, SIGTSTP, SIGINT, SIGTERM] { edgesync_ignore_unless_taken(number) }
    try start()
  }

  deinit {
    end()
  }

  /// Gives the terminal back as it was.
  package func end() {
    guard let handle else { return }
    leave()
    delscreen(handle)
    self.handle = nil
  }

  /// Gives the terminal back for a while: for an editor, or a stop.
  package func leave() {
    awaitAnswers()
    if hasMouse { write("\u{1B}[?1002l\u{1B}[?1006l") }
    write(edgesync_terminfo_string("BD"))
    endwin()
    edgesync_set_on_screen(0)
  }

  /// Takes the terminal again and draws everything anew.
  package func comeBack() {
    edgesync_set_on_screen(1)
    enableExtras()
    shown = nil
    edgesync_redraw()
    edgesync_refresh()
  }

  /// Draws everything anew with the next frame, whatever has disturbed the screen.
  package func redraw() {
    shown = nil
    edgesync_redraw()
  }

  /// Hands text to the terminal's clipboard (xterm's OSC 52); terminals that don't have it ignore it.
  package func copy(_ text: String) {
    let encoded = Data(text.utf8).base64EncodedString()
    write("\u{1B}]52;c;\(encoded)\u{07}")
  }

  /// The extent that the terminal has now.
  package var size: Size {
    var window = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 {
      let size = Size(width: Int(window.ws_col), height: Int(window.ws_row))
      if Int(edgesync_columns()) != size.width || Int(edgesync_rows()) != size.height {
        resizeterm(Int32(size.height), Int32(size.width))
        shown = nil
        edgesync_redraw()
      }
      return size
    }
    return Size(width: Int(edgesync_columns()), height: Int(edgesync_rows()))
  }

  // MARK: Start

  private var hasMouse: Bool { edgesync_terminfo_string("kmous") != nil }

  private func start() throws(Failure) {
    let environment = ProcessInfo.processInfo.environment
    let type = environment["TERM"] ?? "dumb"
    if edgesync_can_draw(type) == 0 { throw .noCursor(SafeText(type)) }
    let entry = TerminfoEntry(of: type)
    handle = entry.flatMap { Self.start($0) } ?? edgesync_start(type)
    guard handle != nil else { throw .unknownType(SafeText(type)) }
    edgesync_guard(remedy, remedy.utf8.count)
    edgesync_set_on_screen(1)
    depth = startColors(entry, environment)
    enableExtras()
    shown = nil
    // The Linux console draws what it doesn't know of this.
    hasLinks = hasMouse && !type.hasPrefix("linux")
    if depth != .none, hasLinks {
      ask(passesOn: type.hasPrefix("screen"))
    }
  }

  /// Starts a screen of a known type with direct colours added to it; nil where ncurses can't be told of one.
  private static func start(_ entry: TerminfoEntry) -> OpaquePointer? {
    let before = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", entry.variable, 1)
    defer { if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") } }
    return edgesync_start(entry.type)
  }

  /// Starts colours; tells how many there are until the terminal says more.
  private func startColors(
    _ entry: TerminfoEntry?, _ environment: [String: String]
  ) -> ColorDepth {
    guard has_colors(), start_color() == OK else { return .none }
    use_default_colors()
    if !(environment["NO_COLOR"] ?? "").isEmpty { return .none }
    let isExtended = Int(edgesync_colors()) == TerminfoEntry.colors
    let own = isExtended ? entry?.own ?? 8 : tigetflag("RGB") > 0 ? 8 : Int(edgesync_colors())
    let depth: ColorDepth =
      own >= 256 ? .palette256 : own >= 16 ? .sixteen : own >= 8 ? .eight : .none
    if isExtended { directDepth = .direct(own: min(own, 16)) }
    guard let directDepth, entry?.isDirect == true || Self.claimsDirectColor(environment) else {
      return depth
    }
    return directDepth
  }

  /// Whether the terminal's own variable says that it has direct colours. GNU screen, which hasn't, hands on what the
  /// terminal around it has said.
  private static func claimsDirectColor(_ environment: [String: String]) -> Bool {
    let type = environment["TERM"] ?? ""
    let isOuter = type.hasPrefix("screen") && environment["TMUX"] == nil
    return ["truecolor", "24bit"].contains(environment["COLORTERM"]) && !isOuter
      && !type.hasPrefix("linux")
  }

  // MARK: Answers

  /// Asks what the terminal has; nobody waits for the answer.
  private func ask(passesOn: Bool) {
    reader.isAsking = true
    asked = .now
    write(TerminalAnswers.questions(passesOn: passesOn))
  }

  /// Takes an answer; what wasn't asked for, and what comes too late, says nothing.
  func take(_ answer: TerminalAnswers.Answer) {
    guard reader.isAsking else { return }
    answers.take(answer)
    if answers.isComplete { reader.isAsking = false }
  }

  /// What the terminal has said of itself, once it has said everything; nil later on.
  package func takeAnswers() -> TerminalAnswers? {
    if reader.isAsking, ContinuousClock.now - asked > Self.patience { reader.isAsking = false }
    guard answers.isComplete else { return nil }
    defer { answers = TerminalAnswers() }
    if answers.hasDirectColor, depth != .none, let directDepth, depth != directDepth {
      depth = directDepth
      shown = nil
    }
    return answers
  }

  /// Takes what the terminal hasn't answered yet, so that nobody else gets it as input.
  private func awaitAnswers() {
    while reader.isAsking {
      let left = Self.patience - (ContinuousClock.now - asked)
      var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard left > .zero, poll(&entry, 1, Int32(left / .milliseconds(1))) > 0,
        entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) == 0
      else { break }
      _ = readEvents()
    }
    reader.isAsking = false
  }

  private func enableExtras() {
    if hasMouse {
      mousemask(edgesync_mouse_events(), nil)
      mouseinterval(0)
      // terminfo has clicks alone; a drag needs the mode that reports motion while a button is down.
      // Where it has that of wide screens as well (SGR), it is taken; others ignore it.
      write("\u{1B}[?1002h\u{1B}[?1006h")
    }
    if let start = edgesync_terminfo_string("PS"), let end = edgesync_terminfo_string("PE") {
      define_key(start, Self.pasteStart)
      define_key(end, Self.pasteEnd)
      write(edgesync_terminfo_string("BE"))
    }
  }

  /// What gives the terminal back where nothing else can be done any more.
  private var remedy: String {
    var text = hasMouse ? "\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1006l" : ""
    for name in ["BD", "sgr0", "cnorm", "rmkx", "rmcup"] {
      if let value = edgesync_terminfo_string(name) { text += String(cString: value) }
    }
    return text
  }

  private func write(_ text: UnsafePointer<CChar>?) {
    guard let text else { return }
    write(String(cString: text))
  }

  func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
