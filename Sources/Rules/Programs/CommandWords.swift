import Foundation
import Git
import SystemPackage

/// The files that a setting's value could name: a path, or a command line as a shell reads it. Which words of
/// a command are files only that command knows, so all that could be one are told.
struct CommandWords {
  /// Paths, relative ones from the root of the work tree.
  private(set) var paths: [FilePath] = []
  /// The name of the program that it begins with, where that is looked for in `PATH`.
  private(set) var program: String?

  private let home: String?
  /// The folder that the words before have gone into.
  private var folder: FilePath?

  /// Programs whose next word is a file without that being shown by its name.
  private static let interpreters: Set<String> = [
    ".", "bash", "dash", "env", "node", "perl", "php", "python", "python3", "ruby", "sh", "source",
    "zsh",
  ]

  /// Reads a value.
  ///
  /// - Parameter home: What `~` stands for.
  init(_ value: [UInt8], home: String?) {
    self.home = home
    var text = value[...]
    while let first = text.first, first == UInt8(ascii: "!") || first == UInt8(ascii: " ") {
      text = text.dropFirst()
    }
    // A path with blanks in it, as git takes it where a path is asked for.
    if text.contains(UInt8(ascii: "/")) { add(text, after: nil) }
    var before: ArraySlice<UInt8>?
    var word: [UInt8] = []
    var opening: UInt8?
    var quote: UInt8?
    func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || ";|&()<>`=,".utf8.contains(byte) }
    for byte in text + [0x20] {
      if let open = quote, byte == open {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if !isBlank(byte) || (quote == UInt8(ascii: "'") && byte == 0x20) {
        word.append(byte)
      } else {
        if !word.isEmpty {
          take(word[...], after: before, opening: opening)
          before = word[...]
        }
        word = []
        opening = byte
      }
    }
  }

  private mutating func take(
    _ word: ArraySlice<UInt8>, after before: ArraySlice<UInt8>?, opening: UInt8?
  ) {
    let slash = word.firstIndex(of: UInt8(ascii: "/"))
    if let before, ["cd", "-C", "pushd"].contains(where: { before.elementsEqual($0.utf8) }) {
      let path = FilePath(bytes: word)
      folder = folder?.pushing(path) ?? path
    }
    if before == nil, slash == nil { program = String(decoding: word, as: UTF8.self) }
    if let slash {
      // What a variable or another command gives before the slash: the work tree, for all that is known.
      if word[..<slash].contains(UInt8(ascii: "$"))
        || (slash == word.startIndex && opening == UInt8(ascii: ")"))
      {
        add(word[(slash + 1)...], after: nil)
      }
      add(word, after: before)
    } else if before != nil {
      let last = before.map { String(decoding: $0, as: UTF8.self) } ?? ""
      let isNamed = word.contains(UInt8(ascii: ".")) && !word.allSatisfy { $0 == UInt8(ascii: ".") }
      if isNamed || Self.interpreters.contains(String(last.split(separator: "/").last ?? "")) {
        add(word, after: before)
      }
    }
  }

  private mutating func add(_ word: ArraySlice<UInt8>, after before: ArraySlice<UInt8>?) {
    var word = Array(word)
    if let home {
      for name in ["~/", "$HOME/", "${HOME}/"] where word.starts(with: name.utf8) {
        word = Array(home.utf8) + Array("/".utf8) + Array(word.dropFirst(name.utf8.count))
      }
    }
    guard !word.contains(0), word.count <= PathGuard.maximumPath else { return }
    let path = Self.homeOfOther(word[...]) ?? FilePath(bytes: word)
    paths.append(path)
    if let folder, path.isRelative { paths.append(folder.pushing(path)) }
  }

  /// A path in another user's home, as `~NAME/` gives it; nil for another path, or where nobody is called so.
  static func homeOfOther(_ path: ArraySlice<UInt8>) -> FilePath? {
    guard path.first == UInt8(ascii: "~"), let slash = path.firstIndex(of: UInt8(ascii: "/")),
      let user = getpwnam(String(decoding: path[..<slash].dropFirst(), as: UTF8.self))
    else { return nil }
    return FilePath(platformString: user.pointee.pw_dir)
      .pushing(FilePath(bytes: path[(slash + 1)...]))
  }
}
