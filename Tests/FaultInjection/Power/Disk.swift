import Foundation
import Support
import SystemPackage

/// A file system in memory that knows what of it would survive a loss of power.
struct Disk: Sendable {
  /// A file, a link or a folder.
  struct Node: Hashable, Sendable {
    /// Kind and permissions.
    var mode: UInt32
    /// A file's bytes or a link's target.
    var content: [UInt8] = []
    /// A folder's entries.
    var entries: [[UInt8]: Int] = [:]

    var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
    var isFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
  }

  /// A change of a folder's entries.
  struct NameChange: Sendable {
    /// Names that get a node, or lose theirs, by folder.
    var entries: [(folder: Int, name: [UInt8], node: Int?)]
    /// The folders that are on disk with it.
    var syncedFolders: Set<Int> = []
    /// The call that made it.
    let call: Int
    /// Whether a file came under its name by being renamed or linked.
    let isRename: Bool
  }

  /// All nodes that there ever were; the first is the root.
  private(set) var nodes: [Node]
  /// What is on disk of each file for certain; of one that isn't in it, all.
  private(set) var synced: [Int: [UInt8]] = [:]
  /// Files whose bytes were written by some call, in the order of calls.
  private(set) var writes: [Int: Int] = [:]
  /// The folders' entries before the log began.
  private let firstEntries: [[[UInt8]: Int]]
  /// What happened to names since.
  private(set) var changes: [NameChange] = []
  /// Whether a folder's changes are always on disk, for it isn't edgesync's.
  private var durable: Set<Int> = []

  /// Reads all that is in a folder.
  ///
  /// - Parameter durable: A name in it below which nothing is ever lost.
  init(reading folder: FilePath, durable durableName: String) throws {
    var nodes = [Node(mode: UInt32(S_IFDIR) | 0o755)]
    var byPath: [[UInt8]: Int] = [[]: 0]
    let all = try RawFiles.all(below: folder)
    for (path, entry) in all.sorted(by: { $0.key.count < $1.key.count }) {
      byPath[path] = nodes.count
      nodes.append(Node(mode: entry.mode, content: entry.content))
    }
    var durable: Set<Int> = []
    for (path, node) in byPath where !path.isEmpty {
      let (parent, name) = Self.split(path)
      if let parent = byPath[parent] { nodes[parent].entries[name] = node }
      if path.starts(with: Array(durableName.utf8)) { durable.insert(node) }
    }
    self.nodes = nodes
    self.durable = durable
    firstEntries = nodes.map(\.entries)
  }

  private static func split(_ path: [UInt8]) -> (parent: [UInt8], name: [UInt8]) {
    guard let slash = path.lastIndex(of: 0x2F) else { return ([], path) }
    return (Array(path[..<slash]), Array(path[(slash + 1)...]))
  }

  private func node(at path: [UInt8]) -> Int? {
    var node = 0
    for name in path.split(separator: 0x2F) {
      guard let next = nodes[node].entries[Array(name)] else { return nil }
      node = next
    }
    return node
  }

  /// Does what a logged call did.
  mutating func apply(_ call: LoggedCall, number: Int) {
    switch call.kind {
    case .create:
      add(Node(mode: UInt32(S_IFREG) | call.mode & ~0o022), at: call.path, number)
    case .makeFolder:
      add(Node(mode: UInt32(S_IFDIR) | call.mode & ~0o022), at: call.path, number)
    case .symlink:
      add(Node(mode: UInt32(S_IFLNK) | 0o777, content: call.data), at: call.path, number)
    case .link, .rename, .exchange: move(call, number)
    case .unlink, .removeFolder:
      let (parent, name) = Self.split(call.path)
      if let parent = node(at: parent) { change([(parent, name, nil)], number) }
    case .write: write(call, number)
    case .truncate:
      guard let file = node(at: call.path) else { return }
      remember(file, number)
      let missing = max(0, call.offset - nodes[file].content.count)
      nodes[file].content =
        Array(nodes[file].content.prefix(call.offset))
        + [UInt8](repeating: 0, count: missing)
    case .sync: sync(call)
    case .mode:
      guard let file = node(at: call.path), !nodes[file].isFolder, call.mode != 0 else { return }
      nodes[file].mode = nodes[file].mode & UInt32(S_IFMT) | call.mode & 0o7777
    case .lock: break
    }
  }

  private mutating func add(_ node: Node, at path: [UInt8], _ number: Int) {
    let (parent, name) = Self.split(path)
    guard let parent = self.node(at: parent) else { return }
    let id = nodes.count
    nodes.append(node)
    if durable.contains(parent) {
      durable.insert(id)
    } else if node.isFile {
      synced[id] = []
    }
    change([(parent, name, id)], number)
  }

  private mutating func move(_ call: LoggedCall, _ number: Int) {
    let (fromParent, fromName) = Self.split(call.other)
    let (toParent, toName) = Self.split(call.path)
    guard let from = node(at: fromParent), let to = node(at: toParent),
      let moved = nodes[from].entries[fromName]
    else { return }
    switch call.kind {
    case .link: change([(to, toName, moved)], number, isRename: true)
    case .exchange:
      let other = nodes[to].entries[toName]
      change([(from, fromName, other), (to, toName, moved)], number, isRename: true)
    default: change([(from, fromName, nil), (to, toName, moved)], number, isRename: true)
    }
  }

  private mutating func write(_ call: LoggedCall, _ number: Int) {
    guard let file = node(at: call.path), nodes[file].isFile else { return }
    remember(file, number)
    let end = call.offset + call.data.count
    if nodes[file].content.count < end {
      nodes[file].content += [UInt8](repeating: 0, count: end - nodes[file].content.count)
    }
    nodes[file].content.replaceSubrange(call.offset..<end, with: call.data)
  }

  private mutating func remember(_ file: Int, _ number: Int) {
    writes[file] = number
    if synced[file] == nil, !durable.contains(file) { synced[file] = nodes[file].content }
  }

  private mutating func sync(_ call: LoggedCall) {
    guard let node = node(at: call.path) else { return }
    if nodes[node].isFolder {
      for index in changes.indices
      where changes[index].entries.contains(where: { $0.folder == node }) {
        changes[index].syncedFolders.insert(node)
      }
    } else {
      nodes[node].content = call.data
      synced[node] = nil
    }
  }

  private mutating func change(
    _ entries: [(folder: Int, name: [UInt8], node: Int?)], _ number: Int, isRename: Bool = false
  ) {
    for (folder, name, node) in entries { nodes[folder].entries[name] = node }
    var change = NameChange(entries: entries, call: number, isRename: isRename)
    change.syncedFolders = Set(entries.map(\.folder).filter(durable.contains))
    changes.append(change)
  }
}

extension Disk {
  /// A state in which the disk may be found after a loss of power.
  ///
  /// - Parameters:
  ///   - keepsName: Whether an entry of a folder, made by a change that isn't on disk for certain, is
  ///     there.
  ///   - content: A file's bytes, where not all of them are on disk for certain.
  func state(
    keepsName: (_ change: NameChange, _ folder: Int) -> Bool,
    content: (_ file: Int, _ synced: [UInt8], _ written: [UInt8]) -> [UInt8]
  ) -> DiskState {
    var entries =
      firstEntries
      + [[[UInt8]: Int]](repeating: [:], count: nodes.count - firstEntries.count)
    for change in changes {
      for (folder, name, node) in change.entries {
        guard change.syncedFolders.contains(folder) || keepsName(change, folder) else { continue }
        entries[folder][name] = node
      }
    }
    var files: [[UInt8]: RawFiles.Entry] = [:]
    var pending: [(path: [UInt8], node: Int)] = [([], 0)]
    while let (path, folder) = pending.popLast() {
      for (name, node) in entries[folder] {
        let path = path.isEmpty ? name : path + [0x2F] + name
        let found = nodes[node]
        if found.isFolder {
          files[path] = RawFiles.Entry(mode: found.mode, content: [])
          pending.append((path, node))
        } else {
          let bytes = synced[node].map { content(node, $0, found.content) } ?? found.content
          files[path] = RawFiles.Entry(mode: found.mode, content: bytes)
        }
      }
    }
    return DiskState(files: files)
  }
}
