/// The suffix automaton of all runs of one side: it knows every row of lines that stands there.
///
/// Blumer and others, "The smallest automaton recognizing the subwords of a text" (1985). States and edges are as many
/// as lines, about, and so is the time.
struct LineAutomaton {
  /// The longest row of lines that ends at a line and stands on the other side.
  struct Match {
    var length = 0
    /// Where the first such row there ends, among all changed lines.
    var end = 0
  }

  private struct State {
    var length: Int32 = 0
    var link: Int32 = -1
    /// Where its rows first end.
    var end: Int32 = 0
    /// The newest edge that leaves it.
    var lastEdge: Int32 = -1
  }

  private var states = [State()]
  private var targets: [UInt64: Int32] = [:]
  /// The line that each edge stands for, and the edge before it of the same state.
  private var edges: [(line: Int32, previous: Int32)] = []

  /// Takes in runs. A line that isn't on both sides ends a row, for nothing across it can match.
  init(of runs: [MoveSearch.Run], in search: MoveSearch) {
    for run in runs {
      var last: Int32 = 0
      for index in run.indices {
        let line = search.lines[index]
        last = search.sides[Int(line)] == 3 ? extend(last, with: line, at: index + 1) : 0
      }
    }
  }

  /// What of a run of the other side stands here, line by line.
  func matches(of run: MoveSearch.Run, in search: MoveSearch) -> [Match] {
    var matches: [Match] = []
    matches.reserveCapacity(run.count)
    var state: Int32 = 0
    var length = 0
    for index in run.indices {
      let line = search.lines[index]
      var next = target(of: state, line)
      while next == nil, state > 0 {
        state = states[Int(state)].link
        length = Int(states[Int(state)].length)
        next = target(of: state, line)
      }
      if let next {
        state = next
        length += 1
      } else {
        length = 0
      }
      matches.append(Match(length: length, end: Int(states[Int(state)].end)))
    }
    return matches
  }

  private func target(of state: Int32, _ line: Int32) -> Int32? { targets[Self.key(state, line)] }

  private static func key(_ state: Int32, _ line: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(bitPattern: line))
  }

  private mutating func addEdge(_ state: Int32, _ line: Int32, to target: Int32) {
    targets[Self.key(state, line)] = target
    edges.append((line, states[Int(state)].lastEdge))
    states[Int(state)].lastEdge = Int32(edges.count - 1)
  }

  /// The state of a row with one more line.
  private mutating func extend(_ last: Int32, with line: Int32, at end: Int) -> Int32 {
    let length = states[Int(last)].length + 1
    if let known = target(of: last, line) {
      return states[Int(known)].length == length ? known : clone(known, of: last, line)
    }
    let new = Int32(states.count)
    states.append(State(length: length, link: 0, end: Int32(end)))
    var state = last
    while state >= 0, target(of: state, line) == nil {
      addEdge(state, line, to: new)
      state = states[Int(state)].link
    }
    if state >= 0, let known = target(of: state, line) {
      let isWhole = states[Int(known)].length == states[Int(state)].length + 1
      let link = isWhole ? known : clone(known, of: state, line)
      states[Int(new)].link = link
    }
    return new
  }

  /// Splits the shorter rows of a state, which end in more places, off from it.
  private mutating func clone(_ known: Int32, of state: Int32, _ line: Int32) -> Int32 {
    let clone = Int32(states.count)
    var copy = states[Int(known)]
    copy.length = states[Int(state)].length + 1
    var edge = copy.lastEdge
    copy.lastEdge = -1
    states.append(copy)
    while edge >= 0 {
      let (other, previous) = edges[Int(edge)]
      if let target = target(of: known, other) { addEdge(clone, other, to: target) }
      edge = previous
    }
    states[Int(known)].link = clone
    var source = state
    while source >= 0, target(of: source, line) == known {
      targets[Self.key(source, line)] = clone
      source = states[Int(source)].link
    }
    return clone
  }
}
