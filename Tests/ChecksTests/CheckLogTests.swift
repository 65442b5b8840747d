import Journal
import Support
import Testing

@testable import Checks

@Suite struct CheckLogTests {
  @Test func keepsAllOfAShortOutput() {
    var log = CheckLog()
    let bytes = (0..<(CheckLog.headLimit + CheckLog.tailLimit)).map {
      UInt8(truncatingIfNeeded: $0)
    }
    for start in stride(from: 0, to: bytes.count, by: 1000) {
      log.append(bytes[start..<min(start + 1000, bytes.count)])
    }
    #expect(log.bytes == bytes)
  }

  @Test(arguments: [1, 999, 65_536, 1_000_000])
  func keepsHeadAndTailOfALongOne(_ chunk: Int) {
    var log = CheckLog()
    let bytes = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      log.append(bytes[start..<min(start + chunk, bytes.count)])
    }
    let kept = CheckLog.headLimit + CheckLog.tailLimit
    let note = Array("\n[… \(bytes.count - kept) bytes left out …]\n".utf8)
    #expect(log.bytes == bytes.prefix(CheckLog.headLimit) + note + bytes.suffix(CheckLog.tailLimit))
  }

  @Test func boundsTwoHundredMegabytes() async throws {
    let bench = try CheckBench()
    let result = try await bench.run("echo head; head -c 200000000 /dev/zero; echo tail")
    #expect(result.state == .passed)
    #expect(result.log.count < CheckLog.headLimit + CheckLog.tailLimit + 100)
    #expect(result.log.starts(with: Array("head\n".utf8)))
    #expect(result.text.hasSuffix("tail\n"))
    #expect(result.text.contains("bytes left out"))
  }
}
