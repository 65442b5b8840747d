import Git

/// The lines of what is read that have what is looked for, as far as files were searched.
package struct DiffMatches: Hashable, Sendable {
  /// The lines of a section.
  struct Section: Hashable {
    /// The section.
    let place: Int
    /// Places of lines among their patch's, ascending.
    let lines: [Int]
    /// How many lines were found in sections before it.
    let before: Int
  }

  /// Lines of a file that are kept at the most.
  package static let limit = 100_000

  /// What is known of each source.
  private var known: [DiffSource: [Int]] = [:]
  /// Where sources stand.
  private var places: [DiffSource: [Int]] = [:]
  /// The revision of what is read that they are of; nil before the first.
  var revision: Int?
  /// Sections in which something was found, from the top.
  private(set) var sections: [Section] = []
  /// How many lines were found.
  private(set) var count = 0
  /// Files that weren't searched yet.
  private(set) var missing = 0

  /// Nothing was searched yet.
  package init() {}

  /// Looks at some sources in their sections from now on; gives those that weren't searched yet.
  mutating func look(at sources: [(place: Int, source: DiffSource)]) -> [DiffSource] {
    places = [:]
    var order: [DiffSource] = []
    for (place, source) in sources {
      if places[source] == nil { order.append(source) }
      places[source, default: []].append(place)
    }
    known = known.filter { places[$0.key] != nil }
    count(order)
    return order.filter { known[$0] == nil }
  }

  /// Takes what was found in sources; others than those that are looked at are dropped.
  mutating func take(_ found: [DiffSource: [Int]]) {
    for (source, lines) in found where places[source] != nil { known[source] = lines }
    count(Array(places.keys))
  }

  private mutating func count(_ sources: [DiffSource]) {
    missing = sources.count { known[$0] == nil }
    count = 0
    sections = []
    let found = known.flatMap { source, lines in
      lines.isEmpty ? [] : (places[source] ?? []).map { (place: $0, lines: lines) }
    }
    for (place, lines) in found.sorted(by: { $0.place < $1.place }) {
      sections.append(Section(place: place, lines: lines, before: count))
      count += lines.count
    }
  }

  /// A line that was found: its section, its place, and its number among all from 1.
  struct Match: Hashable {
    let place: Int
    let line: Int
    let number: Int
  }

  /// The next line that was found after a place, or the one before it, around the ends; nil where there is none.
  func match(forward: Bool, from place: Int, line: Int) -> Match? {
    func match(_ section: Section, _ index: Int) -> Match {
      Match(place: section.place, line: section.lines[index], number: section.before + index + 1)
    }
    func find(_ sections: some Collection<Section>, _ isWanted: (Int) -> Bool) -> Match? {
      for section in sections {
        if section.place != place { return match(section, forward ? 0 : section.lines.count - 1) }
        let index =
          forward
          ? section.lines.firstIndex(where: isWanted) : section.lines.lastIndex(where: isWanted)
        if let index { return match(section, index) }
      }
      return nil
    }
    if forward {
      return find(sections.drop { $0.place < place }) { $0 > line }
        ?? sections.first.map { match($0, 0) }
    }
    return find(sections.prefix { $0.place <= place }.reversed()) { $0 < line }
      ?? sections.last.map { match($0, $0.lines.count - 1) }
  }

  /// The number of a line among all that were found; nil where it isn't one of them.
  func number(of line: Int, in place: Int) -> Int? {
    guard let section = sections.first(where: { $0.place == place }),
      let index = section.lines.firstIndex(of: line)
    else { return nil }
    return section.before + index + 1
  }
}
