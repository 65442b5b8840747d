import Text

extension CheckDefinition {
  /// What a check does: the kinds of check, with all that the manifest and people's texts need to know of each.
  /// `CheckWork` in Checks does it.
  package enum Work: Hashable, Sendable {
    /// Runs a command by `/bin/sh -c`.
    case run(String)
    /// Builds a container image from a folder.
    case build(String)
    /// Starts something, asks it over HTTP, and stops it.
    case service(start: String?, probes: [HTTPProbe], stop: String?)

    /// Reads what a check does.
    ///
    /// - Parameters:
    ///   - entries: What the manifest says of it.
    ///   - name: Its name.
    ///   - value: All of it, for errors.
    init(
      _ entries: [String: YAMLValue], of name: String, _ value: YAMLValue
    ) throws(ManifestError) {
      var works: [Work] = []
      if let command = try entries["run"]?.command("run") { works.append(.run(command)) }
      if let folder = try entries["build"]?.text("build") { works.append(.build(folder)) }
      if ["start", "http", "stop"].contains(where: { entries[$0] != nil }) {
        var probes: [HTTPProbe] = []
        for probe in try entries["http"]?.list("http") ?? [] {
          probes.append(try HTTPProbe(probe))
        }
        works.append(
          .service(
            start: try entries["start"]?.command("start"), probes: probes,
            stop: try entries["stop"]?.command("stop")))
      }
      guard let work = works.first else {
        throw value.invalid(
          "the check \(name) does nothing", remedy: "Give it a `run: COMMAND`")
      }
      guard works.count == 1 else {
        throw value.invalid(
          "the check \(name) does more than one thing", remedy: "Make a check of each")
      }
      self = work
    }

    /// Whether it is a command at the root of the files, which can write reports there.
    var writesReports: Bool {
      switch self {
      case .run: true
      case .build, .service: false
      }
    }

    /// Whether a container engine does it, in containers of its own: it needs the user's settings for that engine,
    /// and a sandbox would hide the engine.
    package var usesEngine: Bool {
      switch self {
      case .build: true
      case .run, .service: false
      }
    }

    /// What it does on this machine, in the order in which it is done: a word, and the text that goes with it.
    fileprivate var operations: [(word: SafeText, text: String)] {
      switch self {
      case .run(let command): return [("runs", command)]
      case .build(let folder): return [("builds", folder)]
      case .service(let start, let probes, let stop):
        var operations: [(word: SafeText, text: String)] = []
        if let start { operations.append(("starts", start)) }
        for probe in probes { operations.append(("asks", probe.url)) }
        if let stop { operations.append(("stops", stop)) }
        return operations
      }
    }
  }

  /// A thing that a check does on this machine.
  package struct Activity: Hashable, Sendable {
    /// Whether it runs, builds, starts, asks, stops or takes something; empty where a text goes on.
    package let word: SafeText
    /// What it does so with, on one line.
    package let what: SafeText
  }

  /// What the check does on this machine, for people to read before it does.
  package var activities: [Activity] {
    var operations = work.operations
    if !passedOn.isEmpty {
      operations.append(("takes", "your " + passedOn.joined(separator: ", ")))
    }
    return operations.flatMap { word, text in
      SafeText.lines(text.utf8).enumerated().map { index, line in
        Activity(word: index == 0 ? word : "", what: line)
      }
    }
  }
}
