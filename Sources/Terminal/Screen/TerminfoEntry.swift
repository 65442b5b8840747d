import CCurses
import Foundation

/// A terminal's description in terminfo with one thing more, colours beyond its own as red, green and blue, and without
/// what costs bytes at each change of a style: another set of characters, which nothing here is drawn with, and one
/// string for all attributes at once, where each has its own.
///
/// ncurses asks terminfo alone how a colour is set, and terminfo often doesn't know what a terminal has. It takes a
/// compiled description from the variable `TERMINFO` too (terminfo(5), "b64:"), in the format of term(5).
struct TerminfoEntry {
  /// Added to red, green and blue as one number, so that they are told from numbers of the terminal's own.
  static let directColor = 1 << 24
  /// One more than the largest number of a colour.
  static let colors = 1 << 25

  /// Strings that ncurses asks for by names that its format hasn't got.
  private static let extendedStrings = ["BD", "BE", "PE", "PS", "XM"]
  private static let extendedFlags = ["AX", "RGB"]

  /// Its name.
  let type: String
  /// How many colours it has of its own, by their numbers.
  let own: Int
  /// Whether terminfo says that it has direct colours.
  let isDirect: Bool
  private var flags: [Bool]
  private var numbers: [Int32]
  private var strings: [[UInt8]?]
  private let extended: [(name: String, value: [UInt8])]
  private let extendedFlagValues: [Bool]

  /// The description of a type; nil where terminfo has none, or where the terminal has no colours.
  init?(of type: String) {
    var code: Int32 = 0
    guard setupterm(type, STDOUT_FILENO, &code) == OK else { return nil }
    defer { edgesync_forget_type() }
    self.type = type
    isDirect = tigetflag("RGB") > 0
    // Of such a type's numbers the first eight alone are colours of the terminal's own.
    own = isDirect ? 8 : Int(tigetnum("colors"))
    flags = (0..<edgesync_flag_count()).map { tigetflag(edgesync_flag_name($0)) > 0 }
    numbers = (0..<edgesync_number_count()).map { max(-1, tigetnum(edgesync_number_name($0))) }
    strings = (0..<edgesync_string_count()).map { Self.string(edgesync_string_name($0)) }
    extended = Self.extendedStrings.compactMap { name in Self.string(name).map { (name, $0) } }
    extendedFlagValues = [tigetflag("AX") > 0, true]
    guard own >= 8 else { return nil }
    for (name, code) in [("setaf", "38"), ("setab", "48")] {
      guard let own = self[name] else { return nil }
      self[name] = Self.setting(own, code)
    }
    dropCharacterSet()
    dropAttributesAtOnce()
    for (name, value) in [("colors", Self.colors), ("pairs", 1 << 16)] {
      guard let index = Self.index(name, edgesync_number_count(), edgesync_number_name) else {
        return nil
      }
      numbers[Int(index)] = Int32(value)
    }
  }

  /// It compiled, as ncurses takes it from `TERMINFO`.
  var variable: String { "b64:" + Data(compiled).base64EncodedString() }

  /// Lines are drawn with Unicode or ASCII, so that the other set of characters is never left, either.
  private mutating func dropCharacterSet() {
    if let leave = self["rmacs"], let reset = self["sgr0"], !leave.isEmpty,
      let place = reset.firstRange(of: leave), place.count < reset.count
    {
      self["sgr0"] = Array(reset[..<place.lowerBound] + reset[place.upperBound...])
      for name in ["acsc", "smacs", "rmacs", "enacs"] { self[name] = nil }
    }
  }

  private mutating func dropAttributesAtOnce() {
    if ["sgr0", "bold", "dim", "rev", "smul"].allSatisfy({ self[$0] != nil }) { self["sgr"] = nil }
  }

  /// A string by its name; nil where there is none.
  private subscript(name: String) -> [UInt8]? {
    get {
      Self.index(name, edgesync_string_count(), edgesync_string_name).flatMap { strings[Int($0)] }
    }
    set {
      guard let index = Self.index(name, edgesync_string_count(), edgesync_string_name) else {
        return
      }
      strings[Int(index)] = newValue
    }
  }

  private static func setting(_ own: [UInt8], _ code: String) -> [UInt8] {
    Array("%?%p1%{\(directColor)}%<%t".utf8) + own
      + Array("%e\u{1B}[\(code);2;%p1%{65536}%/%{255}%&%d;%p1%{256}%/%{255}%&%d;".utf8)
      + Array("%p1%{255}%&%dm%;".utf8)
  }

  private static func string(_ name: UnsafePointer<CChar>?) -> [UInt8]? {
    edgesync_terminfo_string(name).map { Array(String(cString: $0).utf8) }
  }

  private static func index(
    _ name: String, _ count: Int32, _ names: (Int32) -> UnsafePointer<CChar>?
  ) -> Int32? {
    (0..<count).first { names($0).map { String(cString: $0) } == name }
  }

  // MARK: The format

  private var compiled: [UInt8] {
    let names = Array("\(type)|with direct colours".utf8) + [0]
    let (offsets, table) = Self.table(strings)
    var bytes = Self.shorts([
      0o1036, names.count, flags.count, numbers.count, strings.count, table.count,
    ])
    bytes += names + flags.map { $0 ? 1 : 0 }
    Self.pad(&bytes)
    for number in numbers { bytes += Self.little(UInt32(bitPattern: number), 4) }
    bytes += Self.shorts(offsets) + table
    Self.pad(&bytes)
    return bytes + compiledExtension
  }

  private var compiledExtension: [UInt8] {
    let (offsets, values) = Self.table(extended.map(\.value))
    let (nameOffsets, names) = Self.table(
      (Self.extendedFlags + extended.map(\.name)).map { Array($0.utf8) })
    var bytes = Self.shorts([
      extendedFlagValues.count, 0, extended.count, extended.count + nameOffsets.count,
      values.count + names.count,
    ])
    bytes += extendedFlagValues.map { $0 ? 1 : 0 }
    Self.pad(&bytes)
    return bytes + Self.shorts(offsets + nameOffsets) + values + names
  }

  /// Strings one after the other, and where each begins.
  private static func table(_ strings: [[UInt8]?]) -> (offsets: [Int], bytes: [UInt8]) {
    var bytes: [UInt8] = []
    let offsets = strings.map { string in
      guard let string else { return -1 }
      defer { bytes += string + [0] }
      return bytes.count
    }
    return (offsets, bytes)
  }

  private static func pad(_ bytes: inout [UInt8]) {
    if bytes.count % 2 == 1 { bytes.append(0) }
  }

  private static func shorts(_ numbers: [Int]) -> [UInt8] {
    numbers.flatMap { little(UInt32(truncatingIfNeeded: $0), 2) }
  }

  private static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }
}
