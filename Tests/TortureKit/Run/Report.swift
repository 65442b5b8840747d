/// What a run is summed up as.
package struct Report {
  private let seed: UInt64
  private let parts: [(part: any Part, progress: PartProgress)]

  /// A report on what was done.
  package init(seed: UInt64, _ parts: [(part: any Part, progress: PartProgress)]) {
    self.seed = seed
    self.parts = parts
  }

  /// How many cases showed a breach.
  package var breaches: Int { parts.reduce(0) { $0 + $1.progress.breaches.count } }

  /// The lines to print.
  package var lines: [String] {
    parts.flatMap { [summary($0.part, $0.progress)] + details($0.part, $0.progress) }
      + [
        "total: \(parts.reduce(0) { $0 + $1.progress.cases }) cases, \(breaches) breaches, seed \(seed)"
      ]
  }

  private func summary(_ part: any Part, _ done: PartProgress) -> String {
    var words = ["\(done.cases) \(part.unit)"]
    if let there = done.pointCount {
      words.append("\(done.points.count) of \(there) fault points")
    } else if !done.points.isEmpty {
      words.append("\(done.points.count) distinct points")
    }
    words += [
      "\(done.timedOut.count) time-outs", "\(done.skipped.values.reduce(0, +)) skipped",
      "\(done.breaches.count) breaches", "\(Int(done.seconds.rounded())) s",
      done.isComplete ? "complete" : "more to do",
    ]
    return "\(part.name): " + words.joined(separator: ", ")
  }

  private func details(_ part: any Part, _ done: PartProgress) -> [String] {
    done.skipped.sorted { $0.key < $1.key }.map { "  skipped \($0.value): \($0.key)" }
      + done.timedOut.map { "  timed out: \(reproducer(part, $0))" }
      + done.breaches.sorted { $0.key < $1.key }.map {
        "  BREACH \($0.value)\n    \(reproducer(part, $0.key))"
      }
  }

  private func reproducer(_ part: any Part, _ name: String) -> String {
    "make torture SEED=\(seed) PART=\(part.name) CASE=\(name)"
  }
}
