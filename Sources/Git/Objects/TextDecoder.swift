import Foundation

/// Reads a commit's text in the encoding that its header names; UTF-8 where none is named, and
/// ISO 8859-1 for what isn't UTF-8 (git's `utf8.c` leaves such bytes, which a screen can't draw).
struct TextDecoder {
  /// The C library's name for the encoding; nil for UTF-8.
  private let charset: String?

  /// A decoder for an encoding as a header names it; one that isn't known counts as UTF-8.
  init(encoding name: String?) {
    // Listed, for the C library loads a converter for any name that it is given.
    switch name?.uppercased() {
    case "ISO-8859-1", "ISO8859-1", "LATIN1", "LATIN-1": charset = "ISO-8859-1"
    case "ISO-8859-2", "ISO8859-2", "LATIN2": charset = "ISO-8859-2"
    case "ISO-8859-15", "ISO8859-15", "LATIN9", "LATIN-9": charset = "ISO-8859-15"
    case "WINDOWS-1250", "CP1250": charset = "CP1250"
    case "WINDOWS-1251", "CP1251": charset = "CP1251"
    case "WINDOWS-1252", "CP1252": charset = "CP1252"
    case "KOI8-R": charset = "KOI8-R"
    case "EUC-JP", "EUCJP": charset = "EUC-JP"
    case "SHIFT_JIS", "SHIFT-JIS", "SJIS": charset = "SHIFT_JIS"
    case "ISO-2022-JP": charset = "ISO-2022-JP"
    case "EUC-KR", "EUCKR": charset = "EUC-KR"
    case "GBK", "GB18030": charset = "GB18030"
    case "BIG5": charset = "BIG5"
    default: charset = nil
    }
  }

  func decode(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    if let charset, let text = Self.convert(bytes, from: charset) { return text }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var latin = String.UnicodeScalarView()
    latin.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(latin)
  }

  /// Converts as git does (`reencode_string_len`), by iconv(3); nil where the bytes aren't in the
  /// encoding.
  private static func convert(
    _ bytes: Slice<UnsafeRawBufferPointer>, from charset: String
  ) -> String? {
    guard let converter = iconv_open("UTF-8", charset), converter != iconv_t(bitPattern: -1) else {
      return nil
    }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // No character of these encodings takes fewer bytes than a quarter of its UTF-8.
    var output = [CChar](repeating: 0, count: 4 * input.count + 16)
    var inputLeft = input.count
    var outputLeft = output.count
    let result = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return iconv(converter, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard result != -1, inputLeft == 0 else { return nil }
    let written = output.prefix(output.count - outputLeft).map { UInt8(bitPattern: $0) }
    return String(validating: written, as: UTF8.self)
  }
}
