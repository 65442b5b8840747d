import Doctor
import Git
import Journal
import Rules
import Support

extension BrokenSetUp {
  /// What checks need, and how they ended.
  static let ofChecks: [BrokenSetUp] = [
    BrokenSetUp(kind: .containerEngine, name: "none", manifest: image) { patient in
      try patient.isolatePrograms(installing: "[ $name = podman ] && ln -s /bin/true podman")
    },
    BrokenSetUp(kind: .containerEngine, name: "none, with brew", manifest: image) { patient in
      try patient.isolatePrograms(
        manager: "brew install", installing: "[ $name = podman ] && ln -s /bin/true podman")
    },
    BrokenSetUp(kind: .containerEngineDown, name: "docker without its server", manifest: image) {
      patient in
      try patient.isolatePrograms(installing: "exit 1")
      let folder = patient.pair.folder
      try folder.writeProgram(
        "#!/bin/sh\ntest \"$1\" != info || test -e '\(folder.name)/up'\n", to: "bin/docker")
      try folder.writeProgram(
        "#!/bin/sh\n[ \"$*\" = 'start docker.service' ] && : > '\(folder.name)/up'\n",
        to: "bin/systemctl")
    },
    BrokenSetUp(
      kind: .sandboxProgram, name: "no bwrap",
      manifest: "checks: [{ name: fine, run: 'true', sandbox: require }]"
    ) { patient in
      try patient.isolatePrograms(installing: "[ $name = bubblewrap ] && ln -s /bin/true bwrap")
    },
    BrokenSetUp(
      kind: .probeProgram, name: "no curl",
      manifest:
        "checks: [{ name: answers, start: sleep 9, http: [{ get: 'http://localhost:1/' }] }]"
    ) { patient in
      try patient.isolatePrograms(installing: "[ $name = curl ] && ln -s /bin/true curl")
    },
    BrokenSetUp(
      kind: .probeProgram, name: "no curl for alerts",
      manifest: "alerts: [{ on: [failed], post: 'https://chat.example/hook' }]"
    ) { patient in
      try patient.isolatePrograms(installing: "[ $name = curl ] && ln -s /bin/true curl")
    },
    BrokenSetUp(kind: .checkBuildFailed, name: "an image", manifest: image) { patient in
      try record(.failed, of: "image", in: patient)
      try patient.run("mkdir bin && ln -s /bin/true bin/docker")
      let path = patient.surroundings.environment["PATH"] ?? ""
      patient.surroundings.environment["PATH"] = patient.pair.folder.name + "/bin:" + path
    },
    BrokenSetUp(
      kind: .checkTestsFailed, name: "unit tests",
      manifest: "checks: [{ name: unit tests, run: \"echo '<testsuite/>' > r.xml\", junit: r.xml }]"
    ) { try record(.failed, of: "unit tests", in: $0) },
    BrokenSetUp(
      kind: .checkFailed, name: "a command that took too long",
      manifest: "checks: [{ name: fine, run: 'true' }]"
    ) { try record(.timedOut, of: "fine", in: $0) },
    BrokenSetUp(
      kind: .benchmarkSlower, name: "a latency",
      manifest: """
        checks: [{ name: bench, run: 'cp config/edge.json b.json', benchmark: b.json, against: 100 }]
        """
    ) { patient in
      try patient.run(
        """
        cd edge && echo '[{ "name": "latency", "unit": "ms", "value": 12 }]' > config/edge.json
        git add . && git commit -qm Bench
        """)
      let figure = BenchmarkFigure(
        name: "latency", unit: "ms", value: 14, baseline: 10, change: 0.4, verdict: .slower)
      try record(.passed, of: "bench", [figure], in: patient)
    },
  ]

  private static let image = "checks: [{ name: image, build: services/api }]"

  /// Records how a check ended.
  private static func record(
    _ state: CheckResult.State, of name: String, _ figures: [BenchmarkFigure] = [],
    in patient: Patient
  ) throws {
    try patient.run("mkdir -m 700 edge/.git/edgesync")
    guard let tree = ObjectID(hex: patient.pair.pin) else { return }
    let result = CheckResult(
      name: name, stage: .post, state: state, isRequired: true, seconds: 1,
      date: EdgesyncProgram.now, benchmarks: figures)
    try StateDatabase(in: patient.pair.folder.path.appending("edge/.git/edgesync")).record(
      result, for: .init(tree: tree, name: name, definition: "", environment: ""),
      on: Machine.identity)
  }
}
