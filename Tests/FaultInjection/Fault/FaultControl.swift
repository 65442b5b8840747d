import Foundation
import SystemPackage

/// The file by which a fault is given to the fault library, and by which that tells what it did;
/// `fault_library.c` has the same layout.
struct FaultControl: Sendable {
  private static let magic: UInt32 = 0xED6E_51CC
  private static let countOffset = 32
  private static let processesOffset = 56
  private static let mostProcesses = 64
  private static let partLength = 64
  private static let rootLength = 1024

  /// Where the file is.
  let path: FilePath

  /// Writes the file anew.
  ///
  /// - Parameter root: Only writes below it count.
  init(_ fault: Fault, root: FilePath, at path: FilePath) throws {
    self.path = path
    var data = Data()
    func add(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    func add(_ text: String, length: Int) {
      let bytes = Array(text.utf8.prefix(length - 1))
      data.append(contentsOf: bytes)
      data.append(contentsOf: repeatElement(0, count: length - bytes.count))
    }
    add(Self.magic)
    add(fault.action.rawValue)
    add(UInt64(fault.call))
    add(fault.error)
    add(fault.kinds.reduce(UInt32(0)) { $0 | 1 << $1.rawValue })
    add(UInt32(fault.logs ? 1 : 0))
    add(UInt32(0))
    add(UInt64(0))
    add(UInt64(0))
    add(UInt32(0))
    add(UInt32(0))
    data.append(contentsOf: repeatElement(0, count: 4 * Self.mostProcesses))
    add(fault.part, length: Self.partLength)
    add(root.string, length: Self.rootLength)
    try? FileManager.default.removeItem(atPath: log.string)
    try data.write(to: URL(fileURLWithPath: path.string))
  }

  /// Where calls are logged.
  var log: FilePath { FilePath(path.string + ".log") }

  /// How many calls there were, and at how many of them it went wrong.
  func counts() throws -> (calls: Int, faults: Int) {
    let data = try read()
    return (
      Int(Self.integer(UInt64.self, in: data, at: Self.countOffset)),
      Int(Self.integer(UInt64.self, in: data, at: Self.countOffset + 8))
    )
  }

  /// The processes that took part.
  func processes() throws -> [pid_t] {
    let data = try read()
    return (0..<Self.mostProcesses).compactMap { place in
      let id = Self.integer(Int32.self, in: data, at: Self.processesOffset + 4 * place)
      return id > 0 ? id : nil
    }
  }

  private func read() throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path.string))
  }

  private static func integer<Value: FixedWidthInteger>(
    _: Value.Type, in data: Data, at offset: Int
  ) -> Value {
    data.withUnsafeBytes {
      Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
  }
}
