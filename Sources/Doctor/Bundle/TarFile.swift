import Foundation
import Git
import SystemPackage
import Text

/// A tar archive of small text files, in the form of POSIX.1-1988 (ustar).
struct TarFile {
  private static let block = 512
  private(set) var bytes: [UInt8] = []

  /// Adds a file that its owner may read.
  ///
  /// - Parameters:
  ///   - name: Its name, of plain letters, under 100 bytes.
  ///   - moment: When it was made, in seconds since 1970.
  mutating func add(_ name: String, _ content: [UInt8], at moment: Int) {
    var header = [UInt8](repeating: 0, count: Self.block)
    func write(_ text: String, at place: Int) {
      header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
    func octal(_ number: Int, digits: Int) -> String {
      let text = String(max(0, number), radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    write(name, at: 0)
    write(octal(0o600, digits: 7), at: 100)
    write(octal(0, digits: 7), at: 108)
    write(octal(0, digits: 7), at: 116)
    write(octal(content.count, digits: 11), at: 124)
    write(octal(moment, digits: 11), at: 136)
    // The sum is of the header with blanks in its place.
    write("        0", at: 148)
    write("ustar", at: 257)
    write("00", at: 263)
    let sum = header.reduce(0) { $0 + Int($1) }
    write(octal(sum, digits: 6) + "\u{0} ", at: 148)
    bytes += header + content
    let rest = content.count % Self.block
    if rest > 0 { bytes += [UInt8](repeating: 0, count: Self.block - rest) }
  }

  /// The archive with its end.
  var whole: [UInt8] { bytes + [UInt8](repeating: 0, count: 2 * Self.block) }

  /// Writes the archive where nothing stands yet, for its owner alone.
  ///
  /// - Throws: ``Unwritable``.
  func write(to path: FilePath) throws {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite)
      _ = try file.closeAfter { try file.writeAll(whole) }
    } catch {
      let reason = (error as? Errno) ?? Errno.ioError
      throw Unwritable(
        path: path, isThere: reason == .fileExists, reason: SafeText(reason.description))
    }
  }

  /// The archive can't be written.
  struct Unwritable: ActionableError {
    let path: FilePath
    let isThere: Bool
    let reason: SafeText

    var what: SafeText { "\(path.text) can't be written" }
    var why: SafeText { isThere ? "something stands there already" : reason }
    var remedy: SafeText { "Name another file" }
    var exitStatus: ExitStatus { .failed }
  }
}
