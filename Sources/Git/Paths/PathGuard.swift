import Text

/// The one guard that every path passes before it is written: on bytes, and the same everywhere.
///
/// It is the union of what git (`path.c`, `utf8.c`), HFS+ and NTFS would take for `.git` and of what
/// no tree may hold. libgit2 1.5 and git 2.39 each let some of these through.
package enum PathGuard {
  /// Bytes of one name, and of a whole path, that Linux holds (`NAME_MAX`, `PATH_MAX`).
  package static let maximumName = 255
  /// Bytes of a whole path at the most.
  package static let maximumPath = 4095
  /// Folders that a file may lie in: libgit2 looks no deeper into a work tree (its `iterator.c`,
  /// `FILESYSTEM_ITERATOR_MAX_DEPTH`), and could compare none that holds such a file.
  package static let maximumDepth = 99

  /// Why a path must not be written, or nil where it may be.
  package static func refusal(of path: RepoPath) -> SafeText? {
    if path.isRoot { return "the path is empty" }
    if path.bytes.count > maximumPath { return "the path is over \(maximumPath) bytes long" }
    if path.names.count > maximumDepth + 1 { return "it lies over \(maximumDepth) folders deep" }
    for name in path.names {
      if let refusal = refusal(ofName: name) { return refusal }
    }
    return nil
  }

  /// Why a symlink must not be written at a path, or nil where it may be: git reads some files by
  /// name, and a link in their place would lead it elsewhere (CVE-2021-21300 and its kin).
  package static func refusal(ofSymlinkAt path: RepoPath) -> SafeText? {
    let name = path.name
    for (special, short) in [("gitmodules", "gi7eba"), ("gitattributes", "gi7d29")]
    where isSpecial(name, named: special, shortName: short) {
      return "a symlink may not be named .\(special)"
    }
    return nil
  }

  /// Why no symlink can lead to a target, or nil where one can.
  package static func refusal(ofTarget target: [UInt8]) -> SafeText? {
    if target.isEmpty { return "a symlink can't lead to nothing" }
    if target.contains(0) { return "a symlink's target can't hold a NUL" }
    return refusal(ofTargetSize: target.count)
  }

  /// Why a link whose target is so many bytes long can't be made; nil where it can.
  package static func refusal(ofTargetSize size: Int) -> SafeText? {
    size > maximumPath ? "a symlink's target can't be over \(maximumPath) bytes long" : nil
  }

  /// What only Windows can't hold in a path: said, but no reason to refuse it.
  package static func windowsTrouble(of path: RepoPath) -> SafeText? {
    for name in path.names {
      if name.contains(where: { #"\:*?"<>|"#.utf8.contains($0) || $0 < 0x20 }) {
        return "Windows can't hold the name \(SafeText(bytes: name))"
      }
      if name.last == UInt8(ascii: ".") || name.last == UInt8(ascii: " ") {
        return "Windows drops the end of the name \(SafeText(bytes: name))"
      }
      let stem = String(decoding: name.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
        .uppercased()
      let devices = ["CON", "PRN", "AUX", "NUL"]
      let isNumbered =
        stem.utf8.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
        && ("1"..."9").contains(String(stem.suffix(1)))
      if devices.contains(stem) || isNumbered {
        return "Windows keeps the name \(SafeText(bytes: name)) for a device"
      }
    }
    return nil
  }

  private static func refusal(ofName name: ArraySlice<UInt8>) -> SafeText? {
    if name.isEmpty { return "a name in it is empty" }
    if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) {
      return "a name in it is \(SafeText(bytes: name))"
    }
    if name.contains(0) { return "a name in it holds a NUL" }
    if name.count > maximumName { return "a name in it is over \(maximumName) bytes long" }
    // Windows takes a backslash for a slash, so what follows one is a name as well.
    for part in name.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: true)
    where isDotGit(part) || part.elementsEqual("..".utf8) {
      return "git, HFS+ or NTFS would take \(SafeText(bytes: name)) for .git or a parent folder"
    }
    return nil
  }

  /// Whether some file system takes a name for `.git`.
  private static func isDotGit(_ name: ArraySlice<UInt8>) -> Bool {
    if ntfsStem(of: name).elementsEqual(".git".utf8) { return true }
    if hfsFolded(name).elementsEqual(".git".utf8) { return true }
    // NTFS gives `.git` a short name of this shape; which number is up to its neighbours.
    let stem = ntfsStem(of: name)
    return stem.starts(with: "git~".utf8) && stem.count > 4 && stem.dropFirst(4).allSatisfy(isDigit)
  }

  /// Whether some file system takes a name for `.NAME` (git's `is_ntfs_dot_generic`).
  private static func isSpecial(
    _ name: ArraySlice<UInt8>, named special: String, shortName: String
  ) -> Bool {
    let stem = ntfsStem(of: name)
    if stem.elementsEqual(("." + special).utf8) { return true }
    if hfsFolded(name).elementsEqual(("." + special).utf8) { return true }
    let prefix = special.prefix(6)
    if stem.starts(with: (prefix + "~").utf8), stem.count == 8,
      let digit = stem.last, (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(digit)
    {
      return true
    }
    guard stem.count == 8, let tilde = stem.firstIndex(of: UInt8(ascii: "~")) else { return false }
    return tilde <= 6 && shortName.utf8.starts(with: stem[..<tilde])
      && stem[(tilde + 1)...].allSatisfy(isDigit)
  }

  /// A name as NTFS resolves it: lower case, without a stream and without trailing blanks and dots.
  static func ntfsStem(of name: ArraySlice<UInt8>) -> [UInt8] {
    var stem = name.prefix { $0 != UInt8(ascii: ":") }.map(lowerCased)
    while let last = stem.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") {
      stem.removeLast()
    }
    return stem
  }

  /// A name as HFS+ resolves it: lower case, without the scalars it ignores (git's `utf8.c`,
  /// `next_hfs_char`).
  private static func hfsFolded(_ name: ArraySlice<UInt8>) -> [UInt8] {
    guard name.contains(where: { $0 >= 0x80 }) else { return name.map(lowerCased) }
    var folded: [UInt8] = []
    for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
      if isIgnoredByHFS(scalar) { continue }
      switch scalar.value {
      case ..<0x80: folded.append(lowerCased(UInt8(scalar.value)))
      // The Kelvin sign and its like fold to letters, but to none of "git".
      default: folded.append(contentsOf: String(scalar).utf8)
      }
    }
    return folded
  }

  /// Whether HFS+ takes a name for the same without a scalar.
  static func isIgnoredByHFS(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }

  private static func lowerCased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
