import Foundation
import Journal
import Text

/// How the candidate's runs of a benchmark compare with the baseline's, with noise in mind.
///
/// Candidate and baseline run in turn, so that what makes the whole machine slower for a while is in both
/// runs of a pair. What counts is each pair's ratio: its median is the change, and a percentile bootstrap
/// over the pairs (Efron & Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13) gives the band
/// that the change lies in. A difference is one only if the whole band is on one side of 0 and the change
/// is more than is tolerated.
package struct BenchmarkComparison: Sendable {
  /// Pairs of runs that are made where there is time.
  package static let pairs = 12
  /// Pairs below which no difference could be told from chance: of seven equal ones, all lie on one side
  /// in one of 128 cases.
  package static let leastPairs = 7
  /// How often equal code may fall out of the band, at all benchmarks of a check together.
  package static let doubt = 0.01

  /// By what share the candidate is worse, below 0 where it is better; nil where a run measured nothing.
  package let change: Double?
  /// The change lies between these; nil as above.
  package let band: ClosedRange<Double>?
  /// What it comes to.
  package let verdict: BenchmarkFigure.Verdict

  /// Compares.
  ///
  /// - Parameters:
  ///   - candidate: What the candidate's runs measured.
  ///   - baseline: What the baseline's runs measured, each beside the candidate's of the same place.
  ///   - isBiggerBetter: Whether a bigger figure is the better one.
  ///   - tolerance: By what share it may be worse.
  ///   - benchmarks: How many benchmarks the check measures: with many, one more easily strays by chance.
  package init(
    _ candidate: [Double], against baseline: [Double], isBiggerBetter: Bool = false,
    tolerance: Double, benchmarks: Int = 1
  ) {
    let ratios = zip(candidate, baseline).map { new, old in
      // Nothing against nothing is no change; a ratio to nothing has no bound.
      new == old ? 0 : isBiggerBetter ? log(old / new) : log(new / old)
    }
    guard !ratios.isEmpty, ratios.allSatisfy(\.isFinite) else {
      (change, band, verdict) = (nil, nil, .unclear)
      return
    }
    let doubt = Self.doubt / Double(max(1, benchmarks))
    let resamples = min(100_000, 4000 * max(1, benchmarks))
    var random = SplitMix()
    var medians = [Double](repeating: 0, count: resamples)
    var drawn = [Double](repeating: 0, count: ratios.count)
    for index in medians.indices {
      for place in drawn.indices { drawn[place] = ratios[random.below(ratios.count)] }
      medians[index] = Median.of(drawn)
    }
    medians.sort()
    let tail = Bounded.whole((Double(resamples) * doubt / 2).rounded(.down))
    let low = exp(medians[tail]) - 1
    let high = exp(medians[resamples - 1 - tail]) - 1
    let change = exp(Median.of(ratios)) - 1
    // Past what a number holds, nothing could be recorded or shown of it.
    guard low.isFinite, high.isFinite, change.isFinite else {
      (self.change, band, verdict) = (nil, nil, .unclear)
      return
    }
    self.change = change
    band = low...high
    if ratios.count < Self.leastPairs {
      verdict = .unclear
    } else if low > 0, change > tolerance {
      verdict = .slower
    } else if high < 0, change < -tolerance {
      verdict = .faster
    } else {
      verdict = low >= -tolerance && high <= tolerance ? .same : .unclear
    }
  }

  /// A short random generator that begins anew with each comparison, so that the same runs always give the
  /// same verdict (Steele, Lea & Flood, *Fast splittable pseudorandom number generators*, 2014).
  private struct SplitMix {
    private var state: UInt64 = 0x6564_6765_7379_6E63

    mutating func below(_ count: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)).multipliedFullWidth(by: UInt64(count)).high)
    }
  }
}
