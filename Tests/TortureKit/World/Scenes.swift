import Foundation
import Synchronization
import SystemPackage

/// Scenes, each prepared when it is first asked for.
final class Scenes: Sendable {
  private enum Entry {
    case ready(Scene)
    case failed(String)
  }

  private let setting: Setting
  private let shim: FilePath
  private let entries = Mutex<[String: Entry]>([:])
  /// The commands and shapes, by their scenes' names.
  let all: [(name: String, deed: Deed, shape: Shape)]

  /// Scenes of some commands on some shapes.
  init(_ setting: Setting, deeds: [Deed], shapes: [Shape]) throws {
    self.setting = setting
    shim = try Shim(in: setting.folder).path
    all = shapes.flatMap { shape in
      deeds.filter { $0.suits(shape) }.map { (Scene.name($0, shape), $0, shape) }
    }
  }

  /// A scene by its name.
  func scene(_ name: String) throws -> Scene {
    if case .ready(let scene) = entries.withLock({ $0[name] }) { return scene }
    guard let (_, deed, shape) = all.first(where: { $0.name == name }) else {
      throw TortureError("there is no scene \(name)")
    }
    let scene = try Scene(
      deed, shape, program: setting.program, shim: shim, in: setting.folder.appending(name))
    entries.withLock { $0[name] = .ready(scene) }
    return scene
  }

  /// All scenes, prepared side by side; and why some couldn't be.
  func prepared() -> (scenes: [Scene], failures: [String]) {
    DispatchQueue.concurrentPerform(iterations: all.count) { index in
      let name = all[index].name
      do {
        _ = try scene(name)
      } catch {
        entries.withLock { $0[name] = .failed("\(error)") }
      }
    }
    let found = self.entries.withLock { $0 }
    var scenes: [Scene] = []
    var failures: [String] = []
    for (name, _, _) in all {
      switch found[name] {
      case .ready(let scene): scenes.append(scene)
      case .failed(let why): failures.append("\(name): \(why)")
      case nil: break
      }
    }
    return (scenes, failures)
  }
}
