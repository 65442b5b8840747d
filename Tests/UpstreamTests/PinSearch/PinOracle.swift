import Support

/// Which state of upstream a copy is nearest to, told file by file.
struct PinOracle {
  typealias Files = [[UInt8]: HistoryFile]

  private let copy: Files
  /// The states, that of the newest commit first.
  private let states: [Files]
  /// The copy's files that upstream ever had.
  private let compared: Files
  private let folders: Set<[UInt8]>
  private let kinds: Set<[UInt8]>

  init(copy: Files, states: [Files]) {
    let noSubmodule = { (files: Files) in files.filter { $0.value.kind != .submodule } }
    self.copy = noSubmodule(copy)
    self.states = states.map(noSubmodule)
    var ever: Set<[UInt8]> = []
    for state in self.states { ever.formUnion(state.keys) }
    compared = self.copy.filter { ever.contains($0.key) }
    folders = Set(compared.keys.map(Self.folder))
    kinds = Set(compared.keys.compactMap(Self.kind))
    submodules = (
      Set(copy.filter { $0.value.kind == .submodule }.keys),
      states.map { Set($0.filter { $0.value.kind == .submodule }.keys) }
    )
  }

  private let submodules: (copy: Set<[UInt8]>, states: [Set<[UInt8]>])

  /// Paths that differ, or that only upstream has.
  func differing(from place: Int) -> Set<[UInt8]> {
    let state = states[place]
    return Set(compared.filter { state[$0.key] != $0.value }.keys)
      .union(state.keys.filter { compared[$0] == nil }).union(submodules.states[place])
  }

  /// The place of the nearest state.
  func nearest(past: Files?) -> Int {
    let differing = states.map { state in compared.count { state[$0.key] != $0.value } }
    let least = differing.min() ?? 0
    let near = states.indices.filter { differing[$0] <= least + 2 }
    let missing = states.map(missing)
    let always = near.dropFirst().reduce(missing[near[0]]) { $0.intersection(missing[$1]) }
    func counts(_ place: Int) -> (counted: Int, others: Int) {
      let rest = missing[place].subtracting(always)
      let counted = rest.count { path in
        states[place][path] != nil && folders.contains(Self.folder(path))
          && Self.kind(path).map(kinds.contains) ?? true
      }
      return (counted, rest.count - counted)
    }
    let costs = states.indices.map { 4 * differing[$0] + counts($0).counted }
    var equals = near.filter { costs[$0] == near.map { costs[$0] }.min() }
    let lines = Dictionary(uniqueKeysWithValues: equals.map { ($0, self.lines($0)) })
    equals = equals.filter { lines[$0] == lines.values.min() }
    let fewest = equals.map { counts($0).others }.min()
    equals = equals.filter { counts($0).others == fewest }
    guard let past, differing[equals[0]] > 0 else { return equals[0] }
    let files = past.filter { $0.value.kind != .submodule }
    return equals.first { place in
      files.allSatisfy { states[place][$0.key] == $0.value }
        && states[place].keys.allSatisfy { files[$0] != nil || copy[$0] == nil }
    } ?? equals[0]
  }

  /// What of a state the copy lacks: files, and folders of which it has nothing.
  private func missing(_ state: Files) -> Set<[UInt8]> {
    var ancestors: Set<[UInt8]> = [[]]
    for var folder in folders {
      while ancestors.insert(folder).inserted { folder = Self.folder(folder) }
    }
    return Set(
      state.keys.filter { copy[$0] == nil || compared[$0] == nil }.map { path in
        var entry = path
        while !ancestors.contains(Self.folder(entry)) { entry = Self.folder(entry) }
        return entry
      })
  }

  /// Lines that differ in the files that differ.
  private func lines(_ place: Int) -> Int {
    compared.reduce(0) { sum, file in
      let other = states[place][file.key]
      if other == file.value { return sum }
      return sum + Self.lines(file.value.content, other?.content ?? [])
    }
  }

  private static func lines(_ one: [UInt8], _ other: [UInt8]) -> Int {
    if one == other { return 0 }
    if one.prefix(8000).contains(0) || other.prefix(8000).contains(0) { return 1 }
    let (left, right) = (split(one), split(other))
    var row = Array(repeating: 0, count: right.count + 1)
    for line in left {
      var diagonal = 0
      for (index, candidate) in right.enumerated() {
        let above = row[index + 1]
        row[index + 1] = line == candidate ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return left.count + right.count - 2 * (row.last ?? 0)
  }

  /// Lines with their newlines.
  private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == 0x0A {
      lines.append(text[start...index])
      start = index + 1
    }
    return start < text.count ? lines + [text[start...]] : lines
  }

  private static func folder(_ path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[..<$0]) } ?? []
  }

  private static func kind(_ path: [UInt8]) -> [UInt8]? {
    let name = path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      dot < name.endIndex - 1
    else { return nil }
    return Array(name[dot...])
  }
}
