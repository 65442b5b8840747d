import Foundation
import Locks
import SystemPackage

/// The scenarios of a run, each prepared when it is first asked for, and for all suites.
final class Scenarios: Sendable {
  /// Some commands on some shapes.
  struct Choice: Sendable {
    /// The commands.
    var operations = Operation.allCases
    /// The shapes.
    var shapes = Shape.allCases

    /// Every command on every shape.
    static let all = Choice()
    /// `pin` on the plain shape.
    static let pin = Choice(operations: [.pin], shapes: [.plain])
    /// `recover` on the shape with many files: it takes away a folder with all of its files.
    static let recover = Choice(operations: [.recover], shapes: [.hooks])

    /// The scenarios' names.
    var names: [String] { pairs.map { Scenario.name($0.operation, $0.shape) } }

    fileprivate var pairs: [(operation: Operation, shape: Shape)] {
      shapes.flatMap { shape in operations.filter { $0.suits(shape) }.map { ($0, shape) } }
    }
  }

  private let program: FilePath
  private let folder: FilePath
  private let only: [String]
  private let worlds = Mutex<[Shape: World]>([:])
  private let scenarios = Mutex<[String: Result<Scenario, any Error>]>([:])

  /// Scenarios in a folder of their own.
  init(program: FilePath, folder: FilePath, only: [String]) {
    self.program = program
    self.only = only
    self.folder = folder
  }

  /// A scenario by its name.
  func scenario(_ name: String) throws -> Scenario {
    if let scenario = scenarios.withLock({ $0[name] }) { return try scenario.get() }
    guard
      let (operation, shape) = Choice.all.pairs.first(where: {
        Scenario.name($0.operation, $0.shape) == name
      })
    else { throw SetUpError("there is no scenario \(name)") }
    let scenario = Result {
      let place = try Scratch(folder.appending(name)).folder
      let world = try world(of: shape).copy(to: place.appending("world"))
      return try Scenario(operation, shape, in: world)
    }
    scenarios.withLock { $0[name] = scenario }
    return try scenario.get()
  }

  /// Chosen scenarios, prepared side by side; and why some couldn't be.
  func prepared(_ choice: Choice) -> (scenarios: [Scenario], failures: [String]) {
    let names = names(of: choice)
    DispatchQueue.concurrentPerform(iterations: names.count) { index in
      _ = try? scenario(names[index])
    }
    let found = scenarios.withLock { $0 }
    var ready: [Scenario] = []
    var failures: [String] = []
    for name in names {
      switch found[name] {
      case .success(let scenario): ready.append(scenario)
      case .failure(let why): failures.append("\(name): \(why)")
      case nil: break
      }
    }
    return (ready, failures)
  }

  /// The names of chosen scenarios, as far as they are wanted.
  func names(of choice: Choice) -> [String] {
    only.isEmpty ? choice.names : choice.names.filter(only.contains)
  }

  private func world(of shape: Shape) throws -> World {
    try worlds.withLock { worlds in
      if let world = worlds[shape] { return world }
      let library = folder.appending("fault-library.so")
      if !FileManager.default.fileExists(atPath: library.string) {
        _ = try FaultLibrary(in: folder)
      }
      let place = try Scratch(folder.appending("shape-\(shape.rawValue)")).folder
      let world = try shape.build(
        at: place.appending("world"), program: program, library: library)
      worlds[shape] = world
      return world
    }
  }
}
