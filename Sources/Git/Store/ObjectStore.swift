import Foundation
import SystemPackage
import Text

/// The objects of a repository, read out of its packs and loose files (gitformat-pack(5), gitrepository-layout(5)).
///
/// Nothing of them is trusted. Each place is looked at before it is read, each loop has an end, each size a limit,
/// and each object is hashed: what comes out is what its id says, or nothing does. libgit2 1.5 reads outside of a
/// pack that its index points out of, goes on for ever with a loose object that is cut short, and hashes nothing
/// unless told to. It belongs to one thread at a time.
final class ObjectStore {
  private let pages = PageCache()
  private let inflater = Inflater()
  private let hash = SHA1()
  private let bases = BaseCache()
  private let folders: [FilePath]
  /// The same as the system takes them, each with a slash at its end.
  private let folderNames: [[CChar]]
  /// The packs, the one that had an object last at the front.
  private var packs: [Pack] = []
  /// The packs' names, with their folder and without an ending.
  private var packNames: Set<[CChar]> = []
  /// What is wrong with packs that aren't used.
  private var packFaults: [StoreFault] = []
  private var files: UInt64 = 0
  /// Whether the store's packs were looked for.
  private var isScanned = false
  /// What kept the last object from being read.
  private(set) var lastFault: StoreFault?

  /// The store in a folder of objects, and those that it borrows from.
  init(at objects: FilePath) {
    folders = ObjectFolders.all(from: objects)
    folderNames = folders.map { folder in (folder.bytes + [0x2F]).map { CChar(bitPattern: $0) } }
  }

  /// Lets go of what is kept to be read faster the next time.
  func clearCaches() {
    pages.clear()
    bases.clear()
  }

  /// Reads an object whole; nil where it isn't there.
  ///
  /// - Throws: ``StoreFault`` where it is there and damaged, or larger than ``StoreLimits/objectSize``.
  func read(_ id: ObjectID) throws(StoreFault) -> ObjectBytes? {
    try find(id) { place throws(StoreFault) in
      let object: ObjectBytes
      switch place {
      case .packed(let pack, let offset): object = try read(pack, at: offset)
      case .loose(let file): object = try LooseObject(file, pages, inflater).read()
      }
      if object.id == nil { object.id = hash.id(of: object) }
      guard object.id == id else {
        throw StoreFault(place.file, "object \(id.short) doesn't match its id")
      }
      return object
    }
  }

  /// An object to be read piece by piece; nil where it isn't there. What is small, or a delta, is read at once.
  func stream(_ id: ObjectID) throws(StoreFault) -> ObjectStream? {
    try find(id) { place throws(StoreFault) in
      switch place {
      case .packed(let pack, let offset):
        let entry = try pack.entry(at: offset)
        if case .whole(let kind) = entry.content, entry.size > StoreLimits.streamedSize {
          // Others are read while it is.
          let stream = try InflatedStream(pack.file, at: entry.start, pages, Inflater())
          return ObjectStream(id, kind, size: entry.size, in: pack.file, stream, after: [])
        }
        return ObjectStream(id, try read(pack, at: offset), in: pack.file)
      case .loose(let file):
        let object = try LooseObject(file, pages, Inflater())
        return object.stream(id)
      }
    }
  }

  /// An object's kind and size: proved by reading it where it is small, and as it says of itself where it is larger
  /// than ``StoreLimits/streamedSize``.
  func header(of id: ObjectID) throws(StoreFault) -> (kind: ObjectKind, size: Int)? {
    guard let said = try unprovenHeader(of: id) else { return nil }
    guard said.size <= StoreLimits.streamedSize, let object = try read(id) else { return said }
    return (object.kind, object.count)
  }

  /// The same as the object says of itself, which is quick: enough to decide whether it is read.
  func unprovenHeader(
    of id: ObjectID
  ) throws(StoreFault) -> (kind: ObjectKind, size: Int)? {
    try find(id) { place throws(StoreFault) in
      switch place {
      case .packed(let pack, let offset): return try header(pack, at: offset)
      case .loose(let file):
        let object = try LooseObject(file, pages, inflater)
        return (object.kind, object.size)
      }
    }
  }

  /// Whether an object is there, damaged or not.
  func contains(_ id: ObjectID) -> Bool {
    ((try? place(of: id)) ?? nil) != nil
  }

  /// Tells a pack or a loose file that an object is in use, as git does before it would write it again.
  ///
  /// - Returns: Whether it is there.
  func freshen(_ id: ObjectID) -> Bool {
    guard let place = (try? place(of: id)) ?? nil else { return false }
    return utimensat(AT_FDCWD, place.file.name, nil, 0) == 0
  }

  /// Ids told of one beginning at the most.
  private static let maximumIDs = 256

  /// The ids from one through another, sorted; some of them where they are many.
  func ids(from least: ObjectID, through most: ObjectID) throws(StoreFault) -> [ObjectID] {
    scanIfNeeded()
    var found: Set<ObjectID> = []
    for pack in packs {
      let ids = try pack.index.ids(from: least, through: most, atMost: Self.maximumIDs)
      found.formUnion(ids)
    }
    for folder in folders {
      let start = String(least.hex.prefix(2))
      for name in ObjectFolders.names(in: folder.appending(RepoPath(start))) {
        if let id = ObjectID(hex: start + name), least <= id, id <= most { found.insert(id) }
      }
    }
    return found.sorted()
  }

  /// Whether a pack says that its repository is a partial clone (partial-clone.txt).
  var isPartial: Bool {
    folders.contains { folder in
      ObjectFolders.names(in: folder.entry("pack")).contains {
        $0.hasSuffix(".promisor")
      }
    }
  }

  /// Looks for packs that came since.
  func refresh() { scan() }

  // MARK: - Finding

  /// Where an object is.
  private enum Place {
    case packed(Pack, offset: Int)
    case loose(StoreFile)

    var file: StoreFile {
      switch self {
      case .packed(let pack, _): pack.file
      case .loose(let file): file
      }
    }
  }

  /// What a closure makes of an object at the first place where it can; nil where the object is nowhere.
  private func find<Result>(
    _ id: ObjectID, _ body: (Place) throws(StoreFault) -> Result
  ) throws(StoreFault) -> Result? {
    scanIfNeeded()
    lastFault = nil
    for index in packs.indices {
      let pack = packs[index]
      do throws(StoreFault) {
        guard let offset = try pack.index.offset(of: id) else { continue }
        let result = try body(.packed(pack, offset: offset))
        if index > 0 { packs.swapAt(0, index) }
        return result
      } catch {
        lastFault = error
      }
    }
    for folder in folders.indices {
      do throws(StoreFault) {
        guard let file = try loose(id, in: folder) else { continue }
        defer { file.close() }
        return try body(.loose(file))
      } catch {
        lastFault = error
      }
    }
    lastFault = lastFault ?? packFaults.first
    if let lastFault { throw lastFault }
    return nil
  }

  private func place(of id: ObjectID) throws(StoreFault) -> Place? {
    try find(id) { $0 }
  }

  private func loose(_ id: ObjectID, in folder: Int) throws(StoreFault) -> StoreFile? {
    var name = folderNames[folder]
    for (index, digit) in id.hex.utf8.enumerated() {
      if index == 2 { name.append(0x2F) }
      name.append(CChar(digit))
    }
    name.append(0)
    files += 1
    return try StoreFile(named: name, number: files)
  }

  private func scanIfNeeded() {
    if !isScanned { scan() }
  }

  private func scan() {
    isScanned = true
    packFaults = []
    var present: Set<[CChar]> = []
    for (folder, folderName) in zip(folders, folderNames) {
      for name in ObjectFolders.names(in: folder.entry("pack"))
      where name.hasSuffix(".idx") {
        let stem = folderName + "pack/\(name.dropLast(4))".utf8.map { CChar(bitPattern: $0) }
        present.insert(stem)
        guard !packNames.contains(stem) else { continue }
        do throws(StoreFault) {
          guard let pack = try open(stem) else { continue }
          packs.append(pack)
          packNames.insert(stem)
        } catch {
          packFaults.append(error)
        }
      }
    }
    let gone = packNames.subtracting(present)
    guard !gone.isEmpty else { return }
    packNames.formIntersection(present)
    packs.removeAll { pack in gone.contains { Self.name($0, ".pack") == pack.file.name } }
  }

  /// Opens a pack; nil where it went away, as it does when git repacks.
  private func open(_ stem: [CChar]) throws(StoreFault) -> Pack? {
    guard let index = try file(named: Self.name(stem, ".idx")),
      let pack = try file(named: Self.name(stem, ".pack"))
    else { return nil }
    return try Pack(PackIndex(index, pages), pack, pages)
  }

  /// A name with an ending, as the system takes it.
  private static func name(_ stem: [CChar], _ suffix: String) -> [CChar] {
    stem + Array(suffix.utf8CString)
  }

  /// Opens a file, under a number by which its pages and bases are told from other files'.
  private func file(named name: [CChar]) throws(StoreFault) -> StoreFile? {
    files += 1
    guard let file = try StoreFile(named: name, number: files) else { return nil }
    pages.makeRoom(for: file)
    return file
  }

  // MARK: - Packed objects

  /// Reads an object of a pack: what it is a delta on in the end, then one delta after the other.
  private func read(_ pack: Pack, at offset: Int) throws(StoreFault) -> ObjectBytes {
    var deltas: [(offset: Int, entry: Pack.Entry)] = []
    var place = offset
    var object: ObjectBytes
    while true {
      if let base = bases[.init(pack: pack.file.number, offset: place)] {
        object = base
        break
      }
      let entry = try pack.entry(at: place)
      guard entry.size <= StoreLimits.objectSize else { throw tooLarge(pack.file, entry.size) }
      switch entry.content {
      case .whole(let kind):
        object = try inflated(pack, entry, as: kind)
        if !deltas.isEmpty || kind == .tree { keep(object, pack, place) }
      case .delta(let base):
        deltas.append((place, entry))
        guard deltas.count <= StoreLimits.deltaDepth else {
          throw StoreFault(pack.file, "a chain of deltas in it has no end")
        }
        place = base
        continue
      }
      break
    }
    for (place, entry) in deltas.reversed() {
      object = try applied(pack, entry, to: object)
      if place != offset || object.kind == .tree { keep(object, pack, place) }
    }
    return object
  }

  private func keep(_ object: ObjectBytes, _ pack: Pack, _ offset: Int) {
    bases.keep(object, as: .init(pack: pack.file.number, offset: offset))
  }

  private func inflated(
    _ pack: Pack, _ entry: Pack.Entry, as kind: ObjectKind
  ) throws(StoreFault) -> ObjectBytes {
    let object = ObjectBytes(kind, count: entry.size)
    var stream = try InflatedStream(pack.file, at: entry.start, pages, inflater)
    try stream.fill(UnsafeMutableRawBufferPointer(rebasing: object.buffer[..<object.count]))
    return object
  }

  private func applied(
    _ pack: Pack, _ entry: Pack.Entry, to base: ObjectBytes
  ) throws(StoreFault) -> ObjectBytes {
    // Its bytes are a delta's; the kind is that of what it makes.
    let bytes = try inflated(pack, entry, as: base.kind)
    guard let delta = Delta(bytes.bytes) else {
      throw StoreFault(pack.file, "a delta is malformed")
    }
    guard delta.size <= StoreLimits.objectSize else { throw tooLarge(pack.file, delta.size) }
    guard delta.baseSize == base.count else { throw StoreFault(pack.file, "a delta is malformed") }
    let object = ObjectBytes(base.kind, count: delta.size)
    let output = UnsafeMutableRawBufferPointer(rebasing: object.buffer[..<object.count])
    guard delta.apply(to: base.bytes, into: output) else {
      throw StoreFault(pack.file, "a delta is malformed")
    }
    return object
  }

  private func header(
    _ pack: Pack, at offset: Int
  ) throws(StoreFault) -> (kind: ObjectKind, size: Int) {
    var place = offset
    var size: Int?
    for _ in 0...StoreLimits.deltaDepth {
      if let base = bases[.init(pack: pack.file.number, offset: place)] {
        return (base.kind, size ?? base.count)
      }
      let entry = try pack.entry(at: place)
      switch entry.content {
      case .whole(let kind): return (kind, size ?? entry.size)
      case .delta(let base):
        if size == nil { size = try sizeMade(by: entry, in: pack) }
        place = base
      }
    }
    throw StoreFault(pack.file, "a chain of deltas in it has no end")
  }

  /// The size of what a delta makes, out of its first bytes.
  private func sizeMade(by entry: Pack.Entry, in pack: Pack) throws(StoreFault) -> Int {
    var beginning: (UInt64, UInt64, UInt64) = (0, 0, 0)
    return try withUnsafeMutableBytes(of: &beginning) { buffer throws(StoreFault) in
      var stream = try InflatedStream(pack.file, at: entry.start, pages, inflater)
      let count = try stream.read(into: buffer)
      guard let delta = Delta(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else {
        throw StoreFault(pack.file, "a delta is malformed")
      }
      return delta.size
    }
  }

  private func tooLarge(_ file: StoreFile, _ size: Int) -> StoreFault {
    StoreFault(
      file,
      "an object in it has \(SafeText("\(size)")) bytes, and at most \(SafeText("\(StoreLimits.objectSize)")) are read at once"
    )
  }
}
