import CCurses
import CTerminalRestore
import Foundation
import Text

/// The terminal, through ncurses: the one file that touches it, on one thread.
///
/// What is drawn is compared with what was drawn before, so that a frame costs what changed.
package final class CursesScreen: Screen {
  /// Why there is no screen.
  package enum Failure: ActionableError {
    /// Standard input or output isn't a terminal.
    case noTerminal
    /// terminfo doesn't know the terminal's type.
    case unknownType(SafeText)
    /// The cursor can't be moved on a terminal of this type.
    case noCursor(SafeText)

    /// What failed.
    package var what: SafeText {
      switch self {
      case .noTerminal: "the console needs a terminal"
      case .unknownType(let type): "the terminal type \(type) is unknown"
      case .noCursor(let type): "the console can't be drawn on a terminal of the type \(type)"
      }
    }
    /// Why it failed.
    package var why: SafeText {
      if case .noCursor = self { return "the cursor can't be moved there" }
      return ""
    }
    /// The next step.
    package var remedy: SafeText {
      switch self {
      case .noTerminal: "`edgesync log`, `edgesync diff` and `edgesync status` say the same as text"
      case .noCursor:
        "Run `edgesync log`, which says the same as text; or set TERM to what the terminal is, such as xterm-256color"
      case .unknownType: "Set TERM to a type that `infocmp` knows, such as xterm-256color"
      }
    }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .usage }
  }

  /// How many colours it shows.
  package private(set) var depth: ColorDepth = .none
  /// Whether symbols beyond ASCII can be drawn.
  package let isUTF8: Bool

  private var handle: OpaquePointer?
  private var shown: Surface?
  private var pairs: [Int: Int32] = [:]
  private var isPressed = false
  private var lastPress: (point: Point, time: ContinuousClock.Instant)?

  private static let pasteStart: Int32 = 0x7001
  private static let pasteEnd: Int32 = 0x7002
  /// Two presses within this time are one double press.
  private static let doublePress = Duration.milliseconds(400)

  /// Takes over the terminal.
  ///
  /// - Parameter wantsDirectColor: Whether colours beyond the palette are wanted, where the terminal
  ///   says by `COLORTERM` that it has them and terminfo knows a type that can ask for them.
  /// - Parameter isASCII: Whether symbols are drawn in ASCII, whatever the locale says.
  package init(wantsDirectColor: Bool, isASCII: Bool) throws(Failure) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    isUTF8 = edgesync_locale_is_utf8() == 1 && !isASCII
    edgesync_remember_modes()
    // ncurses takes over signals only where nobody else has.
    for number in [SIGWINCH, SIGTSTP, SIGINT, SIGTERM] { edgesync_ignore_unless_taken(number) }
    try start(wantsDirectColor: wantsDirectColor)
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

  /// Starts over, for a theme that needs other colours.
  package func restart(wantsDirectColor: Bool) throws(Failure) {
    end()
    pairs.removeAll()
    try start(wantsDirectColor: wantsDirectColor)
  }

  /// Gives the terminal back for a while: for an editor, or a stop.
  package func leave() {
    write("\u{1B}[?1002l", if: hasMouse)
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
    write("\u{1B}]52;c;\(encoded)\u{07}", if: true)
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

  private func start(wantsDirectColor: Bool) throws(Failure) {
    let type = ProcessInfo.processInfo.environment["TERM"] ?? "dumb"
    if edgesync_can_draw(type) == 0 { throw .noCursor(SafeText(type)) }
    handle =
      wantsDirectColor
      ? Self.directTypes(for: type).lazy.compactMap { edgesync_start($0) }.first : nil
    handle = handle ?? edgesync_start(type)
    guard handle != nil else { throw .unknownType(SafeText(type)) }
    edgesync_guard(remedy, remedy.utf8.count)
    edgesync_set_on_screen(1)
    let colors = has_colors() ? startColors() : 0
    let environment = ProcessInfo.processInfo.environment
    depth =
      !(environment["NO_COLOR"] ?? "").isEmpty
      ? .none
      : tigetflag("RGB") > 0
        ? .direct
        : colors >= 256 ? .palette256 : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .none
    enableExtras()
    shown = nil
  }

  private func startColors() -> Int {
    start_color()
    use_default_colors()
    return Int(edgesync_colors())
  }

  /// Types by which terminfo might know a terminal with direct colours; none where the terminal
  /// doesn't say that it has them.
  private static func directTypes(for type: String) -> [String] {
    let claim = ProcessInfo.processInfo.environment["COLORTERM"]
    guard claim == "truecolor" || claim == "24bit" else { return [] }
    let base = type.replacingOccurrences(of: "-256color", with: "")
    return [base + "-direct"]
  }

  private func enableExtras() {
    if hasMouse {
      mousemask(edgesync_mouse_events(), nil)
      mouseinterval(0)
      // terminfo has clicks alone; a drag needs the mode that reports motion while a button is down.
      write("\u{1B}[?1002h", if: true)
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
    write(String(cString: text), if: true)
  }

  private func write(_ text: String, if condition: Bool) {
    guard condition else { return }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }

  // MARK: Output

  /// Shows a surface.
  package func present(_ surface: Surface) {
    let previous = shown?.size == surface.size ? shown : nil
    if previous == nil { edgesync_erase() }
    for y in 0..<surface.size.height {
      var x = 0
      while x < surface.size.width {
        if let previous, previous[x, y] == surface[x, y] {
          x += 1
          continue
        }
        // A wide cell's right half is drawn with its left one.
        if surface[x, y].text.isEmpty, x > 0 { x -= 1 }
        x = drawRun(surface, from: x, y: y, previous)
      }
    }
    if let cursor = surface.cursor {
      edgesync_move(Int32(cursor.y), Int32(cursor.x))
      curs_set(1)
    } else {
      edgesync_move(Int32(surface.size.height - 1), 0)
      curs_set(0)
    }
    edgesync_refresh()
    shown = surface
  }

  /// Draws changed cells of one style from a column on; gives the column after them.
  private func drawRun(_ surface: Surface, from start: Int, y: Int, _ previous: Surface?) -> Int {
    let style = surface[start, y].style
    var run: [wchar_t] = []
    var runStart = start
    var x = start
    edgesync_set_style(UInt32(style.attributes.rawValue), pair(of: style))
    func flush() {
      if !run.isEmpty { edgesync_put(Int32(y), Int32(runStart), run, Int32(run.count)) }
      run.removeAll(keepingCapacity: true)
    }
    while x < surface.size.width, surface[x, y].style == style {
      if x > start, let previous, previous[x, y] == surface[x, y], !surface[x, y].text.isEmpty {
        break
      }
      let cell = surface[x, y]
      let isWide = x + 1 < surface.size.width && surface[x + 1, y].text.isEmpty
      let width = isWide ? 2 : 1
      let (text, columns) = drawable(cell.text, width: width)
      if run.isEmpty { runStart = x }
      run += text
      x += width
      if columns != width || text.count > 1 || text.first.map({ $0 > 0x7F }) == true {
        // Where terminals may disagree on a width, the next cell is placed by its own column.
        flush()
      }
    }
    flush()
    return max(x, start + 1)
  }

  /// A cell's text as the C library's idea of widths lets ncurses draw it.
  private func drawable(_ text: String, width: Int) -> ([wchar_t], Int) {
    if text.isEmpty { return ([0x20], 1) }
    let scalars = text.unicodeScalars
    if let first = scalars.first, first.isASCII, scalars.count == 1 {
      return ([wchar_t(first.value)], 1)
    }
    if !isUTF8 {
      return (
        ASCIIFallback.ascii(text, width: width).unicodeScalars.map { wchar_t($0.value) }, width
      )
    }
    guard let first = scalars.first else { return ([0x20], 1) }
    let columns = Int(edgesync_width(wchar_t(first.value)))
    guard columns > 0, columns <= width else {
      return (Array(repeating: wchar_t(UInt8(ascii: "?")), count: width), width)
    }
    var drawn = [wchar_t(first.value)]
    drawn += scalars.dropFirst().map { wchar_t($0.value) }.filter { edgesync_width($0) == 0 }
    if columns < width { drawn.append(0x20) }
    return (drawn, width)
  }

  private func pair(of style: Style) -> Int32 {
    let front = depth.index(of: style.foreground)
    let back = depth.index(of: style.background)
    if depth == .none || (front < 0 && back < 0) { return 0 }
    let key = (front + 1) << 26 | (back + 1)
    if let pair = pairs[key] { return pair }
    let pair = alloc_pair(Int32(front), Int32(back))
    let usable = pair > 0 ? pair : 0
    pairs[key] = usable
    return usable
  }

  // MARK: Input

  /// Takes the input that has come in.
  package func readEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    while let (value, isCode) = next() {
      if isCode, value == Self.pasteStart {
        events.append(.paste(readPaste()))
      } else if isCode, value == KEY_MOUSE {
        events += readMouse().map { .mouse($0) }
      } else if isCode, value == KEY_RESIZE {
        continue
      } else if !isCode, value == 0x1B {
        events += readEscape().map { [.key($0)] } ?? []
      } else if let key = Self.key(value, isCode: isCode) {
        events.append(.key(key))
      }
    }
    return events
  }

  private func next() -> (Int32, isCode: Bool)? {
    var value = wint_t()
    let result = edgesync_read(&value)
    if result == edgesync_error() { return nil }
    return (Int32(bitPattern: value), result == edgesync_is_key_code())
  }

  /// Text up to the end of a paste; the rest of it may still be under way.
  private func readPaste() -> String {
    var text = ""
    timeout(200)
    defer { timeout(0) }
    while let (value, isCode) = next() {
      if isCode {
        if value == Self.pasteEnd { break }
        continue
      }
      if let scalar = Unicode.Scalar(UInt32(bitPattern: value)), text.utf8.count < 1 << 16 {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// A key whose sequence terminfo doesn't know for this type: some are widespread, and the rest of
  /// any other mustn't be taken for keys.
  private func readEscape() -> Key? {
    guard let (start, isCode) = next() else { return Key(.escape) }
    guard !isCode, [0x4F, 0x5B].contains(start) else {
      if !isCode, let key = Self.alternate(start) { return key }
      edgesync_unread(start, isCode ? 1 : 0)
      return Key(.escape)
    }
    var parameters = ""
    while let (value, isCode) = next(), !isCode {
      guard let scalar = Unicode.Scalar(UInt32(bitPattern: value)), scalar.isASCII else { break }
      if (0x40...0x7E).contains(value) {
        return Self.widespread[parameters + String(scalar)].map { Key($0) }
          ?? Self.modified[parameters + String(scalar)]
      }
      parameters.unicodeScalars.append(scalar)
    }
    return nil
  }

  /// The key that sends escape and then a character.
  static func alternate(_ value: Int32) -> Key? {
    guard value > 0x20, let key = key(value, isCode: false) else { return nil }
    return Key(key.code, isAlt: true)
  }

  /// What keys send on most terminals, whatever type they say they are of.
  private static let widespread: [String: Key.Code] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "1~": .home, "4~": .end,
    "7~": .home, "8~": .end, "2~": .insert, "3~": .delete, "5~": .pageUp, "6~": .pageDown,
    "Z": .backTab,
  ]
  private static let modified: [String: Key] = [
    "1;5D": Key(.left, isControl: true), "1;5C": Key(.right, isControl: true),
    "1;3D": Key(.left, isAlt: true), "1;3C": Key(.right, isAlt: true),
  ]
  /// What terminfo calls them, which has no codes for them.
  private static let named: [String: Key] = [
    "kLFT5": Key(.left, isControl: true), "kRIT5": Key(.right, isControl: true),
    "kLFT3": Key(.left, isAlt: true), "kRIT3": Key(.right, isAlt: true),
  ]

  /// What the mouse did; of a press and a release that came at once, ncurses tells once.
  private func readMouse() -> [MouseEvent] {
    var waiting: [MEVENT] = []
    var event = MEVENT()
    // The queue holds a few, and gives the newest first.
    while waiting.count < 16, getmouse(&event) == OK { waiting.append(event) }
    return waiting.reversed().compactMap { read($0) }
  }

  private func read(_ event: MEVENT) -> MouseEvent? {
    let point = Point(x: Int(event.x), y: Int(event.y))
    if edgesync_is_scroll_up(event.bstate) == 1 { return MouseEvent(.scrollUp, at: point) }
    if edgesync_is_scroll_down(event.bstate) == 1 { return MouseEvent(.scrollDown, at: point) }
    if edgesync_is_press(event.bstate) == 1 {
      isPressed = true
      let now = ContinuousClock.now
      let isDouble =
        lastPress.map { $0.point == point && now - $0.time < Self.doublePress } ?? false
      lastPress = isDouble ? nil : (point, now)
      return MouseEvent(isDouble ? .doublePress : .press, at: point)
    }
    if edgesync_is_release(event.bstate) == 1 {
      isPressed = false
      return MouseEvent(.release, at: point)
    }
    if edgesync_is_motion(event.bstate) == 1, isPressed { return MouseEvent(.drag, at: point) }
    return nil
  }

  /// The key that ncurses reads as a value; nil for what no key of ours types.
  ///
  /// - Parameter isCode: Whether the value is one of ncurses' own codes rather than a character.
  static func key(_ value: Int32, isCode: Bool) -> Key? {
    if isCode {
      switch value {
      case KEY_UP: return Key(.up)
      case KEY_DOWN: return Key(.down)
      case KEY_LEFT: return Key(.left)
      case KEY_RIGHT: return Key(.right)
      case KEY_PPAGE: return Key(.pageUp)
      case KEY_NPAGE: return Key(.pageDown)
      case KEY_HOME: return Key(.home)
      case KEY_END: return Key(.end)
      case KEY_ENTER: return Key(.enter)
      case KEY_BTAB: return Key(.backTab)
      case KEY_BACKSPACE: return Key(.backspace)
      case KEY_DC: return Key(.delete)
      case KEY_IC: return Key(.insert)
      case (KEY_F0 + 1)...(KEY_F0 + 12): return Key(.function(Int(value - KEY_F0)))
      default: return value > KEY_MAX ? keyname(value).flatMap { named[String(cString: $0)] } : nil
      }
    }
    switch value {
    case 0x0D, 0x0A: return Key(.enter)
    case 0x09: return Key(.tab)
    case 0x1B: return Key(.escape)
    case 0x7F, 0x08: return Key(.backspace)
    case 0x00: return nil
    case 0x01...0x1A:
      return Unicode.Scalar(UInt32(value) + 0x60).map { Key(.scalar($0), isControl: true) }
    case 0x1C...0x1F: return nil
    default:
      guard let scalar = Unicode.Scalar(UInt32(bitPattern: value)), !scalar.isHidden else {
        return nil
      }
      return Key(scalar)
    }
  }
}
