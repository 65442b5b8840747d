import Git
import Journal
import Planning
import Reading
import SystemPackage
import Text
import Upstream

/// A thread's own handles on the edge repo and on upstream, opened when they are first needed.
final class WorkerContext {
  /// The folder that the edge repo is found from.
  let folder: FilePath
  /// What the repo was like when the console last looked at it.
  var seen: RepoStamp?
  /// What was told of upstream's parts that aren't read or used; once is enough.
  private var told: Set<SafeText> = []
  private var generation = 0
  private var isWanted: @Sendable () -> Bool = { true }
  private var openEdge: EdgeRepo?
  private var openUpstream: Repository?
  private var openHistory: History?
  private var toldGenerated: GeneratedFiles?
  private var openDatabase: StateDatabase?
  private var foundHighlighter: (any SyntaxHighlighter)??

  /// A context with nothing on it.
  init(at folder: FilePath) {
    self.folder = folder
  }

  /// Begins a piece of work, and lets go of handles that belong to an earlier look at the repo.
  ///
  /// - Parameter isWanted: Asked while upstream's objects are read; they are read no further where it says no.
  func turn(to generation: Int, isWanted: @escaping @Sendable () -> Bool) {
    self.isWanted = isWanted
    openUpstream?.isWanted = isWanted
    guard generation != self.generation else { return }
    self.generation = generation
    (openEdge, openUpstream, openHistory, toldGenerated) = (nil, nil, nil, nil)
  }

  /// Lets go of what makes the next piece of work faster: a console has many workers, most of which wait.
  func rest() {
    guard let openEdge else { return }
    openEdge.repository.clearCaches()
    openUpstream?.clearCaches()
    Repository.returnFreedMemory()
  }

  /// Whether something that is to be told of upstream wasn't told yet.
  func isNew(_ text: SafeText) -> Bool { told.insert(text).inserted }

  /// The edge repo.
  var edge: EdgeRepo {
    get throws {
      if let openEdge { return openEdge }
      let edge = try EdgeRepo(at: folder)
      openEdge = edge
      return edge
    }
  }

  /// The upstream repository.
  var upstream: Repository {
    get throws {
      if let openUpstream { return openUpstream }
      let upstream = try edge.upstream.open()
      upstream.isWanted = isWanted
      openUpstream = upstream
      return upstream
    }
  }

  /// What is recorded beside the repo. It stays open: a database that is closed has libdispatch start threads,
  /// which it looks after each second from then on.
  var database: StateDatabase {
    get throws {
      if let openDatabase, openDatabase.isInPlace { return openDatabase }
      let database = try StateDatabase(in: edge.state)
      openDatabase = database
      return database
    }
  }

  /// What highlights source text; nil where there is no program that does.
  var highlighter: (any SyntaxHighlighter)? {
    if let foundHighlighter { return foundHighlighter }
    let found = (try? edge).flatMap { BatHighlighter($0.programs) }
    foundHighlighter = .some(found)
    return found
  }

  /// Upstream's history under the manifest's rules.
  var history: History {
    get throws {
      if let openHistory { return openHistory }
      let history = try edge.history(in: upstream, to: [edge.upstream.tip(in: upstream)])
      openHistory = history
      return history
    }
  }

  /// Which files are generated. What attributes say of a path isn't looked up for each candidate.
  var generated: GeneratedFiles {
    get throws {
      if let toldGenerated { return toldGenerated }
      let generated = GeneratedFiles(of: try edge, in: try upstream)
      toldGenerated = generated
      return generated
    }
  }
}
