import Foundation
import Git
import Support
import SystemPackage

/// Made-up upstreams with made-up manifests and edge repos, synced from commit to commit and checked by
/// git's own trees.
package struct PairProperty: Sendable {
  /// What the pairs came to.
  package struct Tally: Sendable {
    /// Pairs whose edge repo could be made.
    package var pairs = 0
    /// Pairs whose mappings clash at every commit, whose upstream syncs nothing but submodules, or on
    /// whose patterns git itself crashes.
    package var skipped = 0
    /// Attempts that landed, that had nothing to do, and that were refused.
    package var landed = 0
    package var nothing = 0
    package var refused = 0
    /// Attempts made by the program itself.
    package var byProgram = 0
    /// Attempts to go back to an earlier sync.
    package var recoveries = 0
    /// What went wrong, a line each, with the seed that replays it.
    package var violations: [String] = []

    /// Nothing tried.
    package init() {}

    /// Both together.
    package static func + (left: Tally, right: Tally) -> Tally {
      var sum = left
      sum.pairs += right.pairs
      sum.skipped += right.skipped
      sum.landed += right.landed
      sum.nothing += right.nothing
      sum.refused += right.refused
      sum.byProgram += right.byProgram
      sum.recoveries += right.recoveries
      sum.violations += right.violations
      return sum
    }
  }

  /// Pairs whose upstreams share one repository, and whose patterns git is asked about at once.
  package static let batch = 25

  private let folder: TemporaryFolder
  private let upstream: HistoryRepo
  private let models: [PairModel]

  /// Makes a batch of pairs.
  ///
  /// - Parameter seeds: Their seeds.
  package init(seeds: [Int]) throws {
    let folder = try TemporaryFolder()
    let pairs = seeds.map { RandomPair(seed: $0) }
    let upstream = try HistoryRepo(
      pairs.map(\.history), at: folder.path.appending("upstream"))
    var answers = PatternAnswers()
    for pair in pairs { pair.ask(&answers) }
    try answers.answer()
    let trees = upstream.ids.map { $0.map { TreePair(nil, upstream.trees[$0]) } }
    let listings = try upstream.git.rawChanges(trees.joined())
    models = pairs.enumerated().map { number, pair in
      let files = trees[number].map { tree in
        Dictionary(
          uniqueKeysWithValues: (listings[tree] ?? []).map {
            ($0.path, ListedFile(mode: $0.newMode, id: $0.newID))
          })
      }
      return PairModel(pair, listings: files, answers)
    }
    self.folder = folder
    self.upstream = upstream
  }

  /// Tries one of the pairs.
  ///
  /// - Parameters:
  ///   - number: Its place among the seeds.
  ///   - programShare: One attempt in this many is made by the program itself.
  package func run(_ number: Int, programShare: Int) async throws -> Tally {
    let model = models[number]
    let place = folder.path.appending("pair-\(model.pair.seed)")
    defer { try? FileManager.default.removeItem(atPath: place.string) }
    do {
      var attempt = Attempt(model, upstream, number, in: place)
      return try await attempt.run(programShare: programShare)
    } catch is PatternAnswers.GitCrashed {
      var tally = Tally()
      tally.skipped = 1
      return tally
    } catch {
      var tally = Tally()
      tally.pairs = 1
      tally.violations = ["pair \(model.pair.seed): \(error)"]
      return tally
    }
  }
}

extension PairProperty {
  /// One pair, from adoption to its last sync.
  struct Attempt {
    private let model: PairModel
    private let upstream: HistoryRepo
    private let number: Int
    private let folder: FilePath
    private var random: SeededGenerator
    private var tally = Tally()
    /// The pair's rules with the mappings alone that some commit has together: without them nothing is taken.
    private let versions: [PairRules]

    init(_ model: PairModel, _ upstream: HistoryRepo, _ number: Int, in folder: FilePath) {
      self.model = model
      self.upstream = upstream
      self.number = number
      self.folder = folder
      random = SeededGenerator(seed: model.pair.seed ^ 0x9A17)
      versions = model.pair.versions.map { rules in
        var rules = rules
        let together = model.listings.indices.map { commit in
          rules.mappings.filter { mapping in
            var one = rules
            one.mappings = [mapping]
            return model.isWhole(commit, besidePin: commit, one)
          }
        }
        if let most = together.max(by: { $0.count < $1.count }), !most.isEmpty {
          rules.mappings = most
        }
        return rules
      }
    }

    mutating func run(programShare: Int) async throws -> Tally {
      let rules = versions[0]
      guard let (pin, synced) = try start(rules) else {
        tally.skipped += 1
        return tally
      }
      tally.pairs += 1
      let repo = try PairRepo(
        model, rules: rules, synced: synced, pin: pin, upstream: upstream, number: number,
        in: folder, &random)
      var stand = PairExpectation.Stand(
        pin: pin, rules: rules, synced: synced, maker: rules,
        locked: PairExpectation.locked(rules, synced),
        seen: try model.overrides(at: pin, rules).mapValues { .some($0.id) })
      var version = 0
      var user = RandomUser(repo, model)
      var checker = PairChecker(model, repo)
      for round in 0..<(4 + random.below(3)) {
        if random.chance(25), version + 1 < versions.count {
          version += 1
          stand.rules = versions[version]
          if stand.rules != versions[version - 1] { try repo.change(to: stand.rules) }
        }
        if random.chance(60) { try user.work(synced: Set(stand.synced.keys), &random) }
        let whole = model.listings.indices.filter {
          model.isWhole($0, besidePin: stand.pin, stand.rules)
        }
        var next = random.chance(12) ? stand.pin : random.below(model.listings.count)
        if !whole.isEmpty, random.chance(90) { next = random.pick(whole) }
        var sync: String?
        // In the end, back to what there was.
        if round > 2, !checker.syncs.isEmpty {
          (sync, next) = { ($0.id, $0.pin) }(random.pick(checker.syncs))
          // A recovery takes mappings along, which the model doesn't tell.
          if !whole.contains(next) { continue }
        }
        let byProgram = random.happens(oneIn: programShare)
        let verdict = try await checker.attempt(
          next, &stand, backTo: sync, byProgram: byProgram)
        tally.recoveries += sync == nil ? 0 : 1
        switch verdict {
        case .lands: tally.landed += 1
        case .nothing: tally.nothing += 1
        case .refused: tally.refused += 1
        }
        tally.byProgram += byProgram ? 1 : 0
        if case .refused = verdict { try tidy(repo) }
        if !checker.violations.isEmpty { break }
      }
      try checker.checkSound()
      tally.violations += checker.violations.map {
        "pair \(model.pair.seed): \($0); the user: \(user.diary.joined(separator: ", "))"
      }
      return tally
    }

    /// A commit that the edge repo can start from, and what it holds of it.
    private mutating func start(
      _ rules: PairRules
    ) throws -> (pin: Int, synced: [[UInt8]: PairModel.Synced])? {
      let commits = Array(model.listings.indices).shuffled(using: &random)
      let whole = commits.filter { model.isWhole($0, besidePin: $0, rules) }
      for commit in whole + commits {
        guard case .files(let files) = try model.wanted(at: commit, rules),
          !files.values.contains(where: { $0.file.kind == .submodule })
        else { continue }
        return (commit, files)
      }
      return nil
    }

    /// Takes away what stood in a sync's way, as far as it wasn't committed.
    private mutating func tidy(_ repo: PairRepo) throws {
      guard random.chance(80) else { return }
      try repo.git.run("reset", "--quiet", "--hard")
      try repo.git.run("clean", "--quiet", "-d", "--force", "-x")
    }
  }
}
