import Foundation
import Support
import SystemPackage

/// One damage or forgery of an upstream's files, chosen by a generator.
struct StoreDamage {
  /// What is done.
  enum Kind: String, CaseIterable, Sendable {
    /// Some bits are other ones.
    case bits
    /// A run of bytes is other ones, or all the same.
    case run
    /// The end is missing.
    case cut
    /// Something follows.
    case longer
    /// The file isn't there.
    case gone
    /// A FIFO, a folder, a link to itself or to a device stands there.
    case fifo, folder, loop, device
    /// It has the bytes of another file of its kind.
    case other
    /// Numbers of it are beyond measure, and its checksum is right again.
    case forged
    /// Two of its ids are exchanged or one place is another's, and its checksum is right again.
    case mixed
  }

  private let root: FilePath
  private var random: SeededGenerator

  /// Damages below a pair's folder.
  init(in root: FilePath, _ random: SeededGenerator) {
    self.root = root
    self.random = random
  }

  /// Does one of a kind; says what was done, or nil where no file is right for it.
  mutating func apply(_ kind: Kind) throws -> String? {
    let all = try files()
    let wanted = all.filter { name in
      switch kind {
      case .forged:
        name.hasSuffix(".idx") || name.hasSuffix(".pack") || name.contains("commit-graph")
      case .mixed: name.hasSuffix(".idx") || name.contains("commit-graph")
      // Without a branch there is nothing to be wrong about.
      default: true
      }
    }
    guard !wanted.isEmpty else { return nil }
    let name = random.pick(wanted)
    let path = root.appending(name).string
    switch kind {
    case .gone: try remove(path)
    case .fifo:
      try remove(path)
      mkfifo(path, 0o644)
    case .folder:
      try remove(path)
      mkdir(path, 0o755)
    case .loop:
      try remove(path)
      symlink((name as NSString).lastPathComponent, path)
    case .device:
      try remove(path)
      symlink("/dev/zero", path)
    case .other:
      let ending = (name as NSString).pathExtension
      let others = wanted.filter {
        $0 != name && ($0 as NSString).pathExtension == ending && $0.contains("objects/")
      }
      guard !others.isEmpty, name.contains("objects/") else { return nil }
      try write(try read(root.appending(random.pick(others)).string), to: path)
    default:
      var bytes = try read(path)
      guard !bytes.isEmpty else { return nil }
      change(&bytes, kind, name)
      if kind == .forged || kind == .mixed { try seal(&bytes) }
      try write(bytes, to: path)
    }
    return "\(kind.rawValue) \(name)"
  }

  private mutating func change(_ bytes: inout [UInt8], _ kind: Kind, _ name: String) {
    switch kind {
    case .bits:
      for _ in 0...random.below(8) {
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
      }
    case .run:
      let start = random.below(bytes.count)
      let fill = random.pick([0, 0xFF, nil] as [UInt8?])
      for place in start..<min(bytes.count, start + 1 + random.below(64)) {
        bytes[place] = fill ?? UInt8(random.below(256))
      }
    case .cut: bytes.removeLast(1 + random.below(bytes.count))
    case .longer:
      bytes += (0...random.below(1 << random.below(20))).map { _ in UInt8(random.below(256)) }
    case .forged:
      for _ in 0...random.below(3) {
        // A number of four bytes, somewhere in its tables.
        let place = random.below(max(1, bytes.count - 24))
        let number = random.pick([
          UInt32.max, 0x8000_0000, 0x7FFF_FFFF, 0, UInt32(bytes.count),
          UInt32(random.below(1 << 31)),
        ])
        withUnsafeBytes(of: number.bigEndian) { number in
          for (index, byte) in number.enumerated() where place + index < bytes.count - 20 {
            bytes[place + index] = byte
          }
        }
      }
    case .mixed: exchange(&bytes, name)
    default: break
    }
  }

  /// Exchanges two offsets of a pack's index, or two trees of a commit-graph.
  private mutating func exchange(_ bytes: inout [UInt8], _ name: String) {
    func word(_ place: Int) -> Int {
      bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let (start, size): (Int, Int)
    let count: Int
    if name.hasSuffix(".idx") {
      let isFirst = bytes[0] != 0xFF
      count = word(isFirst ? 1020 : 8 + 1020)
      (start, size) = isFirst ? (1024, 24) : (8 + 1024 + 24 * count, 4)
    } else {
      guard
        let chunk = (0..<Int(bytes[6])).map({ 8 + 12 * $0 }).first(where: {
          word($0) == 0x4344_4154
        })
      else { return }
      start = word(chunk + 8)
      size = 36
      count = (word(chunk + 20) - start) / size
    }
    guard count > 1 else { return }
    let (one, two) = (random.below(count), random.below(count))
    let length = size == 36 ? 20 : 4
    for index in 0..<length { bytes.swapAt(start + size * one + index, start + size * two + index) }
  }

  /// Puts the checksum at the end right.
  private func seal(_ bytes: inout [UInt8]) throws {
    guard bytes.count > 20 else { return }
    let text = try Program("/usr/bin/sha1sum").run(input: bytes.dropLast(20)).text
    let digits = Array(text.utf8.prefix(40)).compactMap {
      UInt8(String(UnicodeScalar($0)), radix: 16)
    }
    let hash = stride(from: 0, to: 40, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    bytes.replaceSubrange((bytes.count - 20)..., with: hash)
  }

  private func files() throws -> [String] {
    ["platform/.git", "lender"].flatMap { folder -> [String] in
      let found = FileManager.default.enumerator(atPath: root.appending(folder).string)
      return (found?.allObjects as? [String] ?? []).map { folder + "/" + $0 }
    }.filter { name in
      var status = stat()
      return lstat(root.appending(name).string, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        && !name.hasSuffix("/index") && !name.contains("/logs/")
    }.sorted()
  }

  private func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }

  /// git leaves its files read-only.
  private func write(_ bytes: [UInt8], to path: String) throws {
    try remove(path)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}
