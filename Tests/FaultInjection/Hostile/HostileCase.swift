import Support

/// One command on one hostile repository.
struct HostileCase: Sendable {
  /// What is planted.
  let material: HostileMaterial
  /// Where.
  let position: HostilePosition
  /// What is run.
  let command: HostileCommand

  /// Its name, which says all of it.
  var name: String { "\(material.name)/\(position.rawValue)/\(command.rawValue)" }

  /// All that there are: each material in each place that it can have, under each command.
  static let all: [HostileCase] = HostileMaterials.all.flatMap { material in
    HostilePosition.allCases.filter(material.fits).flatMap { position in
      HostileCommand.allCases.map {
        HostileCase(material: material, position: position, command: $0)
      }
    }
  }

  /// Makes the pair and plants the material.
  func make() throws -> EdgePair {
    let url = position == .fetched ? "file://@FOLDER@/platform" : "../platform"
    let pair = try EdgePair(url: url)
    let program = try pair.canaryProgram()
    for key in ["clean", "smudge", "process"] {
      try pair.edge.git.run("config", "filter.evil.\(key)", program)
    }
    try pair.edge.git.run("config", "diff.evil.textconv", program)
    try pair.edge.git.run("config", "merge.evil.driver", program)
    if material.name.hasPrefix("hook-") {
      try pair.edge.git.run("config", "core.hooksPath", EdgePair.service)
    }
    try plant(in: pair)
    return pair
  }

  private static let app: (name: [UInt8], entry: RawRepository.Entry) =
    (Array("app.py".utf8), .text("one\ntwo\nthree\nfour\n"))

  private func plant(in pair: EdgePair) throws {
    let platform = pair.platform
    switch material.kind {
    case .entries(let make):
      let commit = try platform.commit(
        tree: platform.tree(root(around: make(platform))), parents: [pair.pin],
        message: Array("Plant".utf8))
      try platform.point("main", at: commit)
      if position == .past { try pair.advance(entry: .folder([Self.app]), message: [0x78]) }
    case .commit(let make):
      let tree = try platform.tree(root(around: []))
      let commit = try platform.object("commit", make(tree, pair.pin))
      // git's own command to set a ref looks at the commit first.
      try pair.folder.write(commit + "\n", to: "platform/.git/refs/heads/main")
      if position == .past {
        let after = try platform.commit(tree: tree, parents: [commit], message: [0x78])
        try pair.folder.write(after + "\n", to: "platform/.git/refs/heads/main")
      }
    case .branch(let make):
      let commit = try pair.advance(entry: .folder([Self.app]), message: [0x78])
      try pair.folder.write(
        make(platform, commit) + "\n", to: "platform/.git/refs/heads/main")
    case .script(let script):
      try pair.advance(entry: .folder([Self.app]), message: [0x78])
      _ = try Program("/bin/sh").run(["-c", script], in: pair.folder.path)
    }
  }

  /// Upstream's root with some entries at the case's place.
  private func root(
    around entries: [(name: [UInt8], entry: RawRepository.Entry)]
  ) -> [(name: [UInt8], entry: RawRepository.Entry)] {
    let taken = Set(entries.map(\.name))
    let plain = taken.contains(Self.app.name) ? [] : [Self.app]
    switch position {
    case .inside, .past, .fetched: return EdgePair.root(.folder(plain + entries))
    case .below:
      return EdgePair.root(.folder([Self.app, (Array("utils".utf8), .folder(entries))]))
    case .own:
      return EdgePair.root(.folder([Self.app, (Array("Dockerfile".utf8), .folder(entries))]))
    case .outside:
      return EdgePair.root(.folder([Self.app])).filter { !taken.contains($0.name) } + entries
    }
  }
}

extension HostileMaterial {
  /// Whether it can be planted at a place.
  func fits(_ position: HostilePosition) -> Bool {
    switch kind {
    case .entries: true
    case .commit: [.inside, .past, .fetched].contains(position)
    case .branch, .script: [.inside, .fetched].contains(position)
    }
  }
}
