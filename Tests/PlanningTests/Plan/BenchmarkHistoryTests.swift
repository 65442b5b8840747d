import Git
import Journal
import Rules
import Testing

@testable import Planning

/// At which sync a benchmark moved.
@Suite struct BenchmarkHistoryTests {
  /// A figure: its change against what it is compared with, and half the width of its band, in percent.
  struct Measured: Sendable {
    var change: Double
    var width = 1.0
    var verdict: BenchmarkFigure.Verdict = .same
  }

  @Test(arguments: [
    // Against the pin, each verdict is about its own sync.
    (
      "pin", [Measured(change: 1), Measured(change: 7, verdict: .slower), Measured(change: 0)], [1]
    ),
    ("pin", [Measured(change: -9, verdict: .faster)], [0]),
    ("pin", [Measured(change: 9, width: 8, verdict: .unclear)], []),
    // Against upstream, it is another than at the sync before: that it is slower all along is no move.
    (
      "upstream",
      [Measured(change: 20, verdict: .slower), Measured(change: 20.5, verdict: .slower)], []
    ),
    (
      "upstream",
      [Measured(change: 2), Measured(change: 12, verdict: .slower), Measured(change: 12)], [1]
    ),
    ("upstream", [Measured(change: 12), Measured(change: 2)], [1]),
    // Bands that overlap, and what is tolerated, are no move.
    ("upstream", [Measured(change: 2, width: 6), Measured(change: 12, width: 6)], []),
    ("upstream", [Measured(change: 0, width: 0.5), Measured(change: 3, width: 0.5)], []),
    ("100", [Measured(change: -20), Measured(change: 0)], [1]),
  ])
  func movesAreToldApartFromNoise(
    _ against: String, _ measured: [Measured], _ expected: [Int]
  ) throws {
    let manifest = try Manifest(
      parsing: Array(
        """
        version: 1
        upstream: { url: ../platform }
        mappings: [{ name: a, from: a, to: a }]
        checks:
          - { name: speed, run: "true", benchmark: out.json, tolerance: 5%, against: \(against) }

        """.utf8))
    let points = measured.enumerated().map { index, measured in
      let band = (measured.change - measured.width) / 100...(measured.change + measured.width) / 100
      return BenchmarkPoint(
        check: "speed", commit: Self.id(index), to: Self.id(index), date: index,
        figure: BenchmarkFigure(
          name: "p95", unit: "ms", value: 100 + measured.change, baseline: 100,
          change: measured.change / 100, band: band, verdict: measured.verdict))
    }
    let history = BenchmarkHistory([points], of: manifest.checks)
    let moved = measured.indices.filter { !history.moves(at: Self.id($0)).isEmpty }
    #expect(moved == expected)
    #expect(history.series.first?.count == measured.count)
  }

  private static func id(_ number: Int) -> ObjectID {
    ObjectID(hex: String(repeating: "0", count: 39) + String(number)) ?? .zero
  }
}
