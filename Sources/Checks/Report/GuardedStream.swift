import Foundation
import SystemPackage

/// A report's bytes on their way to a parser, as long as there is time and a guard has nothing against them.
final class GuardedStream: InputStream {
  private enum Source {
    case file(FileDescriptor)
    case bytes(ArraySlice<UInt8>)
  }

  private var source: Source
  private let deadline: ContinuousClock.Instant?
  private var guardian = XMLGuard()

  /// Whether time ran out.
  private(set) var isOutOfTime = false
  /// What is wrong with what was read, as the end of a sentence; nil where nothing is.
  var fault: String? { isOutOfTime ? "the check's time was up" : guardian.fault }

  /// What an open file holds.
  ///
  /// - Parameter deadline: When reading it ends; nil for no time.
  init(_ file: FileDescriptor, until deadline: ContinuousClock.Instant?) {
    source = .file(file)
    self.deadline = deadline
    super.init(data: Data())
  }

  /// Bytes that are there already.
  init(_ bytes: [UInt8]) {
    source = .bytes(bytes[...])
    deadline = nil
    super.init(data: Data())
  }

  override func open() {}
  override func close() {}
  override var hasBytesAvailable: Bool { true }
  override var streamError: (any Error)? { nil }

  /// Reads on; 0 at the end, and where nothing more is to be read.
  override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength length: Int) -> Int {
    if let deadline, ContinuousClock.now > deadline { isOutOfTime = true }
    guard fault == nil, !Task.isCancelled else { return 0 }
    let target = UnsafeMutableRawBufferPointer(start: buffer, count: length)
    let count: Int
    switch source {
    case .file(let file):
      guard let read = try? file.read(into: target) else { return 0 }
      count = read
    case .bytes(let bytes):
      target.copyBytes(from: bytes.prefix(length))
      count = min(length, bytes.count)
      source = .bytes(bytes.dropFirst(length))
    }
    guardian.look(at: UnsafeBufferPointer(start: buffer, count: count))
    return guardian.fault == nil ? count : 0
  }
}
