import Git
import Rules

/// Which files a program makes: by the attribute `linguist-generated` of the edge repo, else of upstream, else by their
/// names, else by a line of theirs that says so.
package final class GeneratedFiles {
  private static let attribute = "linguist-generated"

  private let edge: GitAnswers
  private let upstream: Repository
  private var own: [RepoPath: Bool?] = [:]
  private let parsed = TreeAttributes.Parsed()
  /// What was found in texts: from one candidate to the next, most changes are the same.
  private var known: [Question: Counted] = [:]

  /// Changes whose texts' answers are kept.
  private static let memory = 100_000

  /// The files of an upstream, as an edge repo has them.
  package init(of edge: EdgeRepo, in upstream: Repository) {
    (self.edge, self.upstream) = (edge.answers, upstream)
  }

  /// Whether it was asked before: files of attributes are read once.
  package var wasAsked: Bool { !own.isEmpty }

  /// Looks up what the edge repo's attributes say of files, once of each: of many together it takes one run of git.
  ///
  /// Where git can't tell, they say nothing: files are marked and folded by it, and no more.
  package func lookUp(_ files: some Sequence<FileChange>) {
    let paths = files.compactMap(\.path).filter { own[$0] == nil }
    let states = (try? edge.attribute(Self.attribute, of: paths)) ?? [:]
    for path in paths { own[path] = .some(states[path].flatMap(Self.truth)) }
  }

  /// Files with what attributes and names tell of them, which takes no reading.
  ///
  /// - Parameter commit: The newer commit, whose attributes count.
  package func named(
    _ files: [FileChange], at commit: ObjectID
  ) throws(GitError) -> [FileChange] {
    lookUp(files)
    var attributes = TreeAttributes(
      Self.attribute, of: try upstream.commitTree(commit), in: upstream, parsed)
    var named = files
    for place in files.indices {
      let file = files[place]
      var said = file.path.flatMap { own[$0] ?? nil }
      if said == nil {
        said = Self.truth(try attributes.state(at: file.upstreamPath))
      }
      if said == nil, GeneratedNames.contains(file.upstreamPath) { said = true }
      named[place].isGenerated = said
    }
    return named
  }

  /// What a file's text tells of it.
  package struct Counted: Sendable {
    /// How many of its lines change; nil where it can't be compared.
    package let lines: LineCounts?
    /// Whether it says itself that it is generated, where nothing else is known of it.
    package let isMarked: Bool
  }

  /// What is asked of the texts of a change.
  private struct Question: Hashable {
    let change: TreeChange
    let asksTheText: Bool
  }

  /// What the texts of some files tell, in their order: each is read once.
  package func counted(_ files: [FileChange]) throws(GitError) -> [Counted] {
    let questions = files.map { Question(change: $0.change, asksTheText: Self.asksTheText($0)) }
    if known.count + files.count > Self.memory { known = [:] }
    let new = files.indices.filter { known[questions[$0]] == nil }
    for (place, counted) in zip(new, try read(new.map { files[$0] })) {
      known[questions[place]] = counted
    }
    return questions.compactMap { known[$0] }
  }

  private func read(_ files: [FileChange]) throws(GitError) -> [Counted] {
    let asks = files.map(Self.asksTheText)
    let found = try upstream.lineCounts(of: files.map(\.change)) { place, text in
      asks[place] && GeneratedMarker.isIn(text)
    }
    // What isn't compared line by line may say so all the same.
    let rest = found.indices.filter { asks[$0] && found[$0]?.found == nil }
    var isMarked = found.map { $0?.found == true }
    for (place, isSaid) in zip(rest, try marked(rest.map { files[$0] })) {
      isMarked[place] = isSaid
    }
    return zip(found, isMarked).map { Counted(lines: $0?.counts, isMarked: $1) }
  }

  /// Whether nothing but a file's text may tell; the text of those outside of every mapping isn't read for it.
  private static func asksTheText(_ file: FileChange) -> Bool {
    file.isGenerated == nil && file.group != .outside
      && (file.change.new ?? file.change.old)?.mode.isRegular == true
  }

  /// Which of some files that nothing else is known of say themselves that they are generated, in their order.
  private func marked(_ files: [FileChange]) throws(GitError) -> [Bool] {
    try upstream.inParallel(files.count) { upstream, place throws(GitError) in
      guard Self.asksTheText(files[place]),
        let item = files[place].change.new ?? files[place].change.old
      else { return false }
      do throws(GitError) {
        guard try upstream.blobSize(item.id) <= Repository.maximumComparedSize else { return false }
        return try upstream.withObject(item.id) { _, bytes in GeneratedMarker.isIn(bytes) }
      } catch {
        // What can't be read says so where it is shown.
        if case .unwanted = error { throw error }
        return false
      }
    }
  }

  /// Files with all that is known of whether they are generated.
  ///
  /// - Parameter commit: The newer commit, whose attributes count.
  package func told(_ files: [FileChange], at commit: ObjectID) throws(GitError) -> [FileChange] {
    var told = try named(files, at: commit)
    for (place, isMarked) in try marked(told).enumerated() where isMarked {
      told[place].isGenerated = true
    }
    return told
  }

  /// What an attribute says, as linguist reads it; nil for nothing.
  private static func truth(_ state: AttributeState) -> Bool? {
    switch state {
    case .set: true
    case .unset: false
    case .value(let text): text != "false"
    case .unspecified: nil
    }
  }
}
