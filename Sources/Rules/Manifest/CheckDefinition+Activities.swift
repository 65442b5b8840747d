import Text

extension CheckDefinition {
  /// A thing that a check does on this machine.
  package struct Activity: Hashable, Sendable {
    /// Whether it runs, builds, starts, asks, stops or takes something; empty where a text goes on.
    package let word: SafeText
    /// What it does so with, on one line.
    package let what: SafeText
  }

  /// What the check does on this machine, for people to read before it does.
  package var activities: [Activity] {
    var activities: [Activity] = []
    func add(_ word: SafeText, _ text: String) {
      for (index, line) in SafeText.lines(text.utf8).enumerated() {
        activities.append(Activity(word: index == 0 ? word : "", what: line))
      }
    }
    switch work {
    case .run(let command): add("runs", command)
    case .build(let folder): add("builds", folder)
    case .service(let start, let probes, let stop):
      if let start { add("starts", start) }
      for probe in probes { add("asks", probe.url) }
      if let stop { add("stops", stop) }
    }
    if !passedOn.isEmpty { add("takes", "your " + passedOn.joined(separator: ", ")) }
    return activities
  }
}
