import SystemPackage
import Text

extension CommitGraph {
  /// Layers of a chain at the most; git merges them long before.
  private static let maximumLayers = 1000

  /// Opens the commit-graph of an object folder: the file `info/commit-graph`, or else the files that
  /// `info/commit-graphs/commit-graph-chain` lists.
  ///
  /// - Parameter place: Where it is kept which files are whole; nil to hash them each time.
  /// - Returns: Nil where there is none.
  static func open(
    in objects: FilePath, sealedAt place: FilePath?
  ) throws(CommitGraphFault) -> CommitGraph? {
    let seal = CommitGraphChecksumCache(at: place)
    let layers = try layers(in: objects, seal)
    guard !layers.isEmpty else { return nil }
    let graph = try CommitGraph(layers)
    seal.keep(layers.map(\.stat))
    return graph
  }

  private static func layers(
    in objects: FilePath, _ seal: CommitGraphChecksumCache
  ) throws(CommitGraphFault) -> [CommitGraphLayer] {
    let single = objects.entry("info/commit-graph")
    if FileStat(at: single) != nil { return [try CommitGraphLayer(at: single, seal)] }
    let folder = objects.entry("info/commit-graphs")
    let list = folder.entry("commit-graph-chain")
    guard FileStat(at: list) != nil else { return [] }
    guard let file = MappedFile(at: list) else {
      throw CommitGraphFault(reason: "\(list.text) can't be read")
    }
    let lines = file.bytes.split(separator: 0x0A)
    guard lines.count <= maximumLayers else {
      throw CommitGraphFault(reason: "\(list.text) lists too many files")
    }
    var layers: [CommitGraphLayer] = []
    for line in lines {
      guard let id = ObjectID(hex: line) else {
        throw CommitGraphFault(reason: "\(list.text): a line isn't a hash")
      }
      let layer = try CommitGraphLayer(at: folder.appending("graph-\(id.hex).graph"), seal)
      guard layer.checksum == id else {
        throw CommitGraphFault(reason: "\(list.text) lists a file that doesn't match its hash")
      }
      layers.append(layer)
    }
    return layers
  }
}
