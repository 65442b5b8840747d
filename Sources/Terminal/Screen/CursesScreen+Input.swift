import CCurses
import Foundation
import Text

/// What comes from the terminal, as ncurses reads it.
extension CursesScreen {
  /// Two presses within this time are one double press.
  private static let doublePress = Duration.milliseconds(400)

  /// Takes the input that has come in.
  package func readEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    while let (value, isCode) = next() {
      let (found, isTaken) = reader.take(value, isCode: isCode)
      events += found.compactMap { event($0) }
      if isTaken { continue }
      if isCode, value == Self.pasteStart {
        events.append(.paste(readPaste()))
      } else if isCode, value == KEY_MOUSE {
        events += readMouse().map { .mouse($0) }
      } else if isCode, value == KEY_RESIZE {
        continue
      } else if let key = Self.key(value, isCode: isCode) {
        events.append(.key(key))
      }
    }
    events += reader.pause().compactMap { event($0) }
    return events
  }

  /// What a sequence is to the console; nil where it is nothing to it.
  private func event(_ found: SequenceReader.Found) -> InputEvent? {
    switch found {
    case .key(let key): return .key(key)
    case .mouse(let button, let x, let y, let isRelease):
      return mouse(button, at: Point(x: x - 1, y: y - 1), isRelease).map { .mouse($0) }
    case .answer(let answer):
      take(answer)
      return nil
    }
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

  /// The key that sends escape and then a character.
  static func alternate(_ value: Int32) -> Key? {
    guard value > 0x20, let key = key(value, isCode: false) else { return nil }
    return Key(key.code, isAlt: true)
  }

  /// Keys by what terminfo calls them, for which ncurses has no codes of its own.
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
    if edgesync_is_press(event.bstate) == 1 { return press(at: point) }
    if edgesync_is_release(event.bstate) == 1 { return release(at: point) }
    if edgesync_is_motion(event.bstate) == 1, isPressed { return MouseEvent(.drag, at: point) }
    return nil
  }

  /// What a button's number means, as xterm counts them (SGR); shift, alt and control change nothing.
  private func mouse(_ button: Int, at point: Point, _ isRelease: Bool) -> MouseEvent? {
    switch button & ~0b11100 {
    case 0: isRelease ? release(at: point) : press(at: point)
    case 32: isPressed ? MouseEvent(.drag, at: point) : nil
    case 64: MouseEvent(.scrollUp, at: point)
    case 65: MouseEvent(.scrollDown, at: point)
    default: nil
    }
  }

  private func press(at point: Point) -> MouseEvent {
    isPressed = true
    let now = ContinuousClock.now
    let isDouble =
      lastPress.map { $0.point == point && now - $0.time < Self.doublePress } ?? false
    lastPress = isDouble ? nil : (point, now)
    return MouseEvent(isDouble ? .doublePress : .press, at: point)
  }

  private func release(at point: Point) -> MouseEvent {
    isPressed = false
    return MouseEvent(.release, at: point)
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
