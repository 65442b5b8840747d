import Foundation
import SystemPackage
import Text

/// The file in which a command tells what it measured.
///
/// Three formats are known by their shape: hyperfine's `--export-json` (its manual), Google Benchmark's
/// `--benchmark_format=json` (its `docs/user_guide.md`), and the array of github-action-benchmark's custom
/// tools (its README), `[{"name","unit","value"}]`.
struct BenchmarkReport: Sendable {
  /// One figure.
  struct Figure: Hashable, Sendable {
    /// What was measured.
    let name: String
    /// Its unit.
    let unit: String
    /// The figure; the median where the report has several.
    let value: Double

    /// Whether a bigger figure is the better one: a rate, by its unit.
    var isBiggerBetter: Bool {
      let unit = unit.lowercased()
      return ["/s", "/sec", "/second", "per second"].contains { unit.hasSuffix($0) }
        || ["ops", "fps", "hz", "khz", "mhz", "ghz"].contains(unit)
    }
  }

  /// Why a report says nothing.
  struct Fault: Error {
    /// The reason, as the end of a sentence.
    let reason: String
  }

  /// Bytes that are read at the most.
  static let maximumSize = 4 << 20
  /// Figures that a report may hold.
  static let maximumFigures = 1000
  /// Bytes that a name or a unit may have.
  static let maximumName = 512

  /// The figures, in the report's order.
  let figures: [Figure]

  /// Reads a report.
  init(reading path: FilePath) throws(Fault) {
    let data: Data
    do {
      let file = try ReportFile(at: path)
      let handle = FileHandle(fileDescriptor: file.descriptor.rawValue, closeOnDealloc: false)
      data = try handle.read(upToCount: Self.maximumSize + 1) ?? Data()
    } catch {
      throw Fault(reason: "it isn't there, or isn't a regular file")
    }
    guard data.count <= Self.maximumSize else {
      throw Fault(reason: "it is longer than \(Self.maximumSize >> 20) MiB")
    }
    try self.init(data)
  }

  /// Reads a report's bytes.
  init(_ data: Data) throws(Fault) {
    let decoder = JSONDecoder()
    let read: [Figure]
    if let array = try? decoder.decode([Custom].self, from: data) {
      read = array.map { Figure(name: $0.name, unit: $0.unit ?? "", value: $0.value) }
    } else if let report = try? decoder.decode(Hyperfine.self, from: data) {
      read = report.results.map { result in
        Figure(
          name: result.command, unit: "s",
          value: result.times.flatMap { times in
            // One run without a measure is none for all of them.
            times.isEmpty ? nil : times.first { !Bounded.isMeasure($0) } ?? Median.of(times)
          } ?? result.median ?? result.mean)
      }
    } else if let report = try? decoder.decode(Google.self, from: data) {
      read = report.figures
    } else {
      throw Fault(
        reason: "it is neither hyperfine's JSON nor Google Benchmark's nor [{name, unit, value}]")
    }
    guard !read.isEmpty else { throw Fault(reason: "it has no figures") }
    guard read.count <= Self.maximumFigures else {
      throw Fault(reason: "it holds more than \(Self.maximumFigures) figures")
    }
    if let odd = read.first(where: { !Bounded.isMeasure($0.value) }) {
      throw Fault(reason: "\(odd.name.prefix(80)) is \(odd.value), which nothing measures")
    }
    if let long = read.first(where: {
      max($0.name.utf8.count, $0.unit.utf8.count) > Self.maximumName
    }) {
      throw Fault(reason: "the name \(long.name.prefix(80))… is over \(Self.maximumName) bytes")
    }
    // Repetitions have one name.
    var order: [String] = []
    var named: [String: [Figure]] = [:]
    for figure in read {
      if named[figure.name] == nil { order.append(figure.name) }
      named[figure.name, default: []].append(figure)
    }
    for name in order {
      guard let same = named[name], let first = same.first else { continue }
      if let other = same.first(where: { $0.unit != first.unit }) {
        throw Fault(reason: "\(name.prefix(80)) has two units, `\(first.unit)` and `\(other.unit)`")
      }
    }
    figures = order.compactMap { name in
      guard let same = named[name], let first = same.first else { return nil }
      return Figure(name: name, unit: first.unit, value: Median.of(same.map(\.value)))
    }
  }

  private struct Custom: Decodable {
    let name: String
    let unit: String?
    let value: Double
  }

  private struct Hyperfine: Decodable {
    struct Result: Decodable {
      let command: String
      let mean: Double
      let median: Double?
      let times: [Double]?
    }

    let results: [Result]
  }

  private struct Google: Decodable {
    struct Entry: Decodable {
      let name: String
      let run_type: String?
      let aggregate_name: String?
      let run_name: String?
      let real_time: Double?
      let time_unit: String?
      let error_occurred: Bool?
    }

    let benchmarks: [Entry]

    /// The runs; where only aggregates were reported, their medians.
    var figures: [Figure] {
      let entries = benchmarks.filter { $0.error_occurred != true && $0.real_time != nil }
      let runs = entries.filter { $0.run_type != "aggregate" }
      let used = runs.isEmpty ? entries.filter { $0.aggregate_name == "median" } : runs
      return used.compactMap { entry in
        entry.real_time.map {
          Figure(
            name: runs.isEmpty ? entry.run_name ?? entry.name : entry.name,
            unit: entry.time_unit ?? "ns", value: $0)
        }
      }
    }
  }
}
