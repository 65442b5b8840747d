import Doctor
import Support

extension BrokenSetUp {
  /// The files that are synced, and those that are the edge repo's own.
  static let ofFiles: [BrokenSetUp] = [
    .script(.drift, "a changed file", "echo more >> edge/services/api/app.py"),
    .script(.drift, "a staged deletion", "cd edge && git rm -q services/api/app.py"),
    .script(
      .drift, "a committed change",
      "cd edge && echo more >> services/api/app.py && git commit -qam Change"),
    .script(.strays, "a new file", "echo new > 'edge/services/api/it'\\''s new.py'"),
    .script(
      .strays, "a committed file",
      "cd edge && echo new > services/api/new.py && git add . && git commit -qm New"),
    BrokenSetUp(kind: .overridesPending, name: "upstream changed what an override stands for") {
      patient in
      let tip = try patient.pair.advanceAsUsual()[3]
      try patient.run("cd edge && edgesync pin --yes \(tip)")
    },
    BrokenSetUp(
      kind: .reviewsPending, name: "an emergency", manifest: "land: { emergency: commit }"
    ) { patient in
      let first = try patient.pair.advanceAsUsual()[0]
      try patient.run("cd edge && edgesync emergency \(first) --reason 'It burns'")
    },
  ]
}
