import Checks
import Foundation
import Journal

/// How often benchmarks are judged wrongly: equal code called slower, slower code not found.
///
/// `verdicts NOISE.json… ` draws the runs of a check from recorded runs of one command, as they followed one
/// another, and from made-up noise, and prints a table in Markdown.
@main struct Verdicts {
  /// Checks that are simulated for each cell.
  private static let trials = 2000
  /// By how much the candidate is slower.
  private static let slowdowns = [0.0, 0.02, 0.05, 0.10]
  private static let tolerances = [0.0, 0.02, 0.05]

  /// A source of run times: those of the candidate and those of the baseline, in pairs.
  private typealias Noise = (inout SystemRandomNumberGenerator) -> (
    candidate: [Double], baseline: [Double]
  )

  static func main() throws {
    var sources: [(name: String, noise: Noise)] = []
    for path in CommandLine.arguments.dropFirst() {
      let runs = try JSONDecoder().decode(
        [Double].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      sources.append((name, { recorded(runs, &$0) }))
    }
    sources.append(("normal, 2 %", { madeUp(&$0) { _ in 0 } }))
    sources.append(
      (
        "normal, 2 %; one run in ten 20 % slower",
        {
          madeUp(&$0) {
            Bool.random(using: &$0) && Int.random(in: 0..<5, using: &$0) == 0 ? 0.2 : 0
          }
        }
      ))
    print(
      "| noise | tolerance | "
        + slowdowns.map {
          $0 == 0
            ? "equal: slower / faster / can't tell"
            : "\(Int($0 * 100)) % slower: found / can't tell"
        }.joined(separator: " | ") + " |")
    print("| --- | --- |" + String(repeating: " --- |", count: slowdowns.count))
    var random = SystemRandomNumberGenerator()
    for (name, noise) in sources {
      for tolerance in tolerances {
        let cells = slowdowns.map { cell(noise, tolerance, $0, &random) }
        print("| \(name) | \(Int(tolerance * 100)) % | " + cells.joined(separator: " | ") + " |")
      }
    }
  }

  private static func cell(
    _ noise: Noise, _ tolerance: Double, _ slowdown: Double,
    _ random: inout SystemRandomNumberGenerator
  ) -> String {
    var counts: [BenchmarkFigure.Verdict: Int] = [:]
    for _ in 0..<trials {
      let (candidate, baseline) = noise(&random)
      let comparison = BenchmarkComparison(
        candidate.map { $0 * (1 + slowdown) }, against: baseline, tolerance: tolerance)
      counts[comparison.verdict, default: 0] += 1
    }
    func share(_ verdict: BenchmarkFigure.Verdict) -> String {
      String(format: "%.1f %%", Double(counts[verdict] ?? 0) * 100 / Double(trials))
    }
    return slowdown == 0
      ? "\(share(.slower)) / \(share(.faster)) / \(share(.unclear))"
      : "\(share(.slower)) / \(share(.unclear))"
  }

  /// Runs that followed one another, in the order in which a check makes them.
  private static func recorded(
    _ runs: [Double], _ random: inout SystemRandomNumberGenerator
  ) -> (candidate: [Double], baseline: [Double]) {
    let pairs = BenchmarkComparison.pairs
    let start = Int.random(in: 0...(runs.count - 2 * pairs), using: &random)
    // Which of the two began is as good as thrown.
    let flip = Bool.random(using: &random) ? 1 : 0
    var (candidate, baseline): ([Double], [Double]) = ([], [])
    for pair in 0..<pairs {
      let (first, second) = (runs[start + 2 * pair], runs[start + 2 * pair + 1])
      let isCandidateFirst = (pair + flip) % 2 == 0
      candidate.append(isCandidateFirst ? first : second)
      baseline.append(isCandidateFirst ? second : first)
    }
    return (candidate, baseline)
  }

  private static func madeUp(
    _ random: inout SystemRandomNumberGenerator,
    _ disturbance: (inout SystemRandomNumberGenerator) -> Double
  ) -> (candidate: [Double], baseline: [Double]) {
    func run() -> Double {
      // Box & Muller's normal distribution.
      let (one, two) = (
        Double.random(in: 1e-12..<1, using: &random), Double.random(in: 0..<1, using: &random)
      )
      let normal = (-2 * log(one)).squareRoot() * cos(2 * .pi * two)
      return (1 + 0.02 * normal) * (1 + disturbance(&random))
    }
    let pairs = BenchmarkComparison.pairs
    return ((0..<pairs).map { _ in run() }, (0..<pairs).map { _ in run() })
  }
}
