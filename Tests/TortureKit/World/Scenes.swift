import Foundation
import Locks
import SystemPackage

/// The scenes of a run, each prepared when it is first asked for, and for all parts.
final class Scenes: Sendable {
  /// Some commands on some shapes.
  struct Choice: Sendable {
    /// The commands.
    var deeds = Deed.allCases
    /// The shapes.
    var shapes = Shape.allCases

    /// Every command on every shape.
    static let all = Choice()
    /// `pin` on the plain shape.
    static let pin = Choice(deeds: [.pin], shapes: [.plain])
    /// `recover` on the shape with many files: it takes away a folder with all of its files.
    static let recover = Choice(deeds: [.recover], shapes: [.hooks])

    /// The scenes' names.
    var names: [String] { pairs.map { Scene.name($0.deed, $0.shape) } }

    fileprivate var pairs: [(deed: Deed, shape: Shape)] {
      shapes.flatMap { shape in deeds.filter { $0.suits(shape) }.map { ($0, shape) } }
    }
  }

  private let program: FilePath
  private let folder: FilePath
  private let only: [String]
  private let worlds = Mutex<[Shape: World]>([:])
  private let scenes = Mutex<[String: Result<Scene, any Error>]>([:])

  /// Scenes in a folder of their own.
  init(program: FilePath, folder: FilePath, only: [String]) {
    self.program = program
    self.only = only
    self.folder = folder
  }

  /// A scene by its name.
  func scene(_ name: String) throws -> Scene {
    if let scene = scenes.withLock({ $0[name] }) { return try scene.get() }
    guard
      let (deed, shape) = Choice.all.pairs.first(where: { Scene.name($0.deed, $0.shape) == name })
    else { throw TortureError("there is no scene \(name)") }
    let scene = Result {
      let place = try Scratch(folder.appending(name)).folder
      let world = try world(of: shape).copy(to: place.appending("world"))
      return try Scene(deed, shape, in: world)
    }
    scenes.withLock { $0[name] = scene }
    return try scene.get()
  }

  /// Chosen scenes, prepared side by side; and why some couldn't be.
  func prepared(_ choice: Choice) -> (scenes: [Scene], failures: [String]) {
    let names = names(of: choice)
    DispatchQueue.concurrentPerform(iterations: names.count) { index in
      _ = try? scene(names[index])
    }
    let found = scenes.withLock { $0 }
    var ready: [Scene] = []
    var failures: [String] = []
    for name in names {
      switch found[name] {
      case .success(let scene): ready.append(scene)
      case .failure(let why): failures.append("\(name): \(why)")
      case nil: break
      }
    }
    return (ready, failures)
  }

  /// The names of chosen scenes, as far as they are wanted.
  func names(of choice: Choice) -> [String] {
    only.isEmpty ? choice.names : choice.names.filter(only.contains)
  }

  private func world(of shape: Shape) throws -> World {
    try worlds.withLock { worlds in
      if let world = worlds[shape] { return world }
      let shim = folder.appending("shim.so")
      if !FileManager.default.fileExists(atPath: shim.string) { _ = try Shim(in: folder) }
      let place = try Scratch(folder.appending("shape-\(shape.rawValue)")).folder
      let world = try shape.build(
        at: place.appending("world"), program: program, shim: shim)
      worlds[shape] = world
      return world
    }
  }
}
