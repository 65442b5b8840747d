import Text

/// Reads what begins with escape, a character at a time: keys whose sequences terminfo doesn't know, the mouse, and
/// what the terminal answers. The rest of any other sequence mustn't be taken for keys.
struct SequenceReader {
  /// What a sequence was.
  enum Found: Hashable {
    case key(Key)
    /// A button's number with its modifiers, and where, from 1.
    case mouse(button: Int, x: Int, y: Int, isRelease: Bool)
    case answer(TerminalAnswers.Answer)
  }

  private enum State: Hashable {
    case none, escape, single
    case control(String)
    case string(introducer: Unicode.Scalar, String)
    /// In such a string, after an escape that may end it.
    case stringEnd(introducer: Unicode.Scalar, String)
  }

  /// Characters of a sequence that are kept at the most; no key and no answer of ours is longer.
  private static let limit = 256
  /// Time that a sequence may take; what comes later is typed.
  private static let patience = Duration.seconds(1)

  /// Whether the terminal was asked something and hasn't answered everything yet.
  var isAsking = false
  private var state = State.none
  private var begun = ContinuousClock.now

  /// Whether a sequence has begun and not ended.
  var isOpen: Bool { state != .none }

  /// Takes a character, or one of ncurses' codes.
  ///
  /// - Returns: What was found, and whether the character was part of it; one that wasn't is for the caller.
  mutating func take(
    _ value: Int32, isCode: Bool, at now: ContinuousClock.Instant = .now
  ) -> (found: [Found], isTaken: Bool) {
    if isOpen, now - begun > Self.patience { state = .none }
    let scalar = isCode ? nil : Unicode.Scalar(UInt32(bitPattern: value))
    switch state {
    case .none:
      guard scalar == "\u{1B}" else { return ([], false) }
      begin(at: now)
      return ([], true)
    case .escape: return takeSecond(scalar, value, at: now)
    case .single:
      state = .none
      guard let scalar, (0x40...0x7E).contains(scalar.value) else { return ([], false) }
      return (Self.keys[String(scalar)].map { [.key($0)] } ?? [], true)
    case .control(let text): return takeControl(scalar, text, at: now)
    case .string(let introducer, let text): return takeString(scalar, introducer, text)
    case .stringEnd(let introducer, let text):
      if scalar == "\\" { return end(introducer, text) }
      begin(at: now)
      return take(value, isCode: isCode, at: now)
    }
  }

  /// Notes that no more has come for now.
  ///
  /// - Returns: What was a key, as nothing came after it.
  mutating func pause() -> [Found] {
    switch state {
    case .escape: return typed(Key(.escape))
    case .single: return typed(Key(.scalar("O"), isAlt: true))
    case .control("") where !isAsking: return typed(Key(.scalar("["), isAlt: true))
    case .string(let introducer, "") where !isAsking:
      return typed(Key(.scalar(introducer), isAlt: true))
    case .none, .control, .string, .stringEnd: return []
    }
  }

  private mutating func typed(_ key: Key) -> [Found] {
    state = .none
    return [.key(key)]
  }

  private mutating func begin(at now: ContinuousClock.Instant) {
    state = .escape
    begun = now
  }

  private mutating func takeSecond(
    _ scalar: Unicode.Scalar?, _ value: Int32, at now: ContinuousClock.Instant
  ) -> ([Found], Bool) {
    state = .none
    switch scalar {
    case "[": state = .control("")
    case "O": state = .single
    case "P", "]": state = .string(introducer: scalar ?? "P", "")
    case "\u{1B}":
      begin(at: now)
      return ([.key(Key(.escape))], true)
    default:
      if scalar != nil, let key = CursesScreen.alternate(value) { return ([.key(key)], true) }
      return ([.key(Key(.escape))], false)
    }
    return ([], true)
  }

  private mutating func takeControl(
    _ scalar: Unicode.Scalar?, _ text: String, at now: ContinuousClock.Instant
  ) -> ([Found], Bool) {
    guard let scalar, (0x20...0x7E).contains(scalar.value) else {
      state = .none
      return take(scalar == "\u{1B}" ? 0x1B : -1, isCode: false, at: now)
    }
    guard scalar.value >= 0x40 else {
      state = .control(Self.joined(text, scalar))
      return ([], true)
    }
    state = .none
    return (found(text, scalar).map { [$0] } ?? [], true)
  }

  private mutating func takeString(
    _ scalar: Unicode.Scalar?, _ introducer: Unicode.Scalar, _ text: String
  ) -> ([Found], Bool) {
    // No answer begins otherwise: it was alt and a letter, and then other keys.
    if text.isEmpty, !isAsking, scalar.map({ "0123456789>".unicodeScalars.contains($0) }) != true {
      return (typed(Key(.scalar(introducer), isAlt: true)), false)
    }
    switch scalar {
    case nil:
      state = .none
      return ([], false)
    case "\u{18}", "\u{1A}": state = .none
    case "\u{7}": return end(introducer, text)
    case "\u{1B}": state = .stringEnd(introducer: introducer, text)
    case .some(let scalar): state = .string(introducer: introducer, Self.joined(text, scalar))
    }
    return ([], true)
  }

  private mutating func end(
    _ introducer: Unicode.Scalar, _ text: String
  ) -> ([Found], Bool) {
    state = .none
    if text.utf8.count > Self.limit { return ([], true) }
    return ([.answer(introducer == "P" ? .device(text) : .operating(text))], true)
  }

  /// A sequence with one character more; one that is too long says so by its length, and grows no further.
  private static func joined(_ text: String, _ scalar: Unicode.Scalar) -> String {
    text.utf8.count > limit ? text : text + String(scalar)
  }

  private func found(_ text: String, _ last: Unicode.Scalar) -> Found? {
    if text.hasPrefix("<"), last == "M" || last == "m" {
      let numbers = text.dropFirst().split(separator: ";", omittingEmptySubsequences: false)
        .map { $0.utf8.count <= 5 ? Int($0) : nil }
      guard numbers.count == 3, let button = numbers[0], let x = numbers[1], let y = numbers[2],
        x > 0, y > 0
      else { return nil }
      return .mouse(button: button, x: x, y: y, isRelease: last == "m")
    }
    if text.hasPrefix("?"), last == "c" { return .answer(.attributes) }
    return Self.keys[text + String(last)].map { .key($0) }
  }

  /// What keys send on most terminals, whatever type they say they are of.
  private static let keys: [String: Key] = [
    "A": Key(.up), "B": Key(.down), "C": Key(.right), "D": Key(.left), "H": Key(.home),
    "F": Key(.end), "1~": Key(.home), "4~": Key(.end), "7~": Key(.home), "8~": Key(.end),
    "2~": Key(.insert), "3~": Key(.delete), "5~": Key(.pageUp), "6~": Key(.pageDown),
    "Z": Key(.backTab), "1;5D": Key(.left, isControl: true), "1;5C": Key(.right, isControl: true),
    "1;3D": Key(.left, isAlt: true), "1;3C": Key(.right, isAlt: true),
  ]
}
