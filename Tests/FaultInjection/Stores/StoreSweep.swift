import Locks
import Support
import SystemPackage

/// Damages of each kind in stores of each shape, without end.
final class StoreSweep: Sweep {
  private let setting: Setting
  /// The samples, each made when it is first asked for.
  private let samples = Mutex<[StoreShape: StoreSample]>([:])

  init(_ setting: Setting) throws {
    self.setting = setting
  }

  func name(at index: Int) -> String? {
    let shapes = StoreShape.allCases
    let kinds = StoreDamage.Kind.allCases
    let commands = StoreCommand.allCases
    // The three counts have no common divisor, so that each meets each.
    let shape = shapes[index % shapes.count]
    let kind = kinds[(index / shapes.count) % kinds.count]
    let command = commands[(index / shapes.count + index) % commands.count]
    return "\(shape.rawValue)-\(kind.rawValue)-\(command.rawValue)-\(index)"
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    let words = name.split(separator: "-").map(String.init)
    guard words.count == 4, let shape = StoreShape(rawValue: words[0]),
      let kind = StoreDamage.Kind(rawValue: words[1]),
      let command = StoreCommand(rawValue: words[2]), let number = UInt64(words[3])
    else { return CaseOutcome(.violation("there is no case \(name)")) }
    let sample = try sample(shape)
    let copy = try sample.copy()
    var damage = StoreDamage(
      in: copy.path, SeededGenerator(seed: setting.seed &* 1_000_003 &+ number))
    guard let done = try damage.apply(kind) else {
      return CaseOutcome(.skipped("no file is right for it"))
    }
    let faults = try sample.faults(command, in: copy.path)
    return .of(faults.map { "\(done): \($0)" }, points: ["\(words[0])-\(words[1])-\(words[2])"])
  }

  private func sample(_ shape: StoreShape) throws -> StoreSample {
    try samples.withLock { samples in
      if let sample = samples[shape] { return sample }
      let folder = try Scratch(setting.folder.appending("store-\(shape.rawValue)")).folder
      let sample = try StoreSample(shape, in: folder)
      samples[shape] = sample
      return sample
    }
  }
}
