import SystemPackage
import Text

extension CommitGraph {
  /// Layers of a chain at the most; git merges them long before.
  private static let maximumLayers = 1000

  /// Opens the commit-graph of an object folder: the file `info/commit-graph`, or else the files that
  /// `info/commit-graphs/commit-graph-chain` lists.
  ///
  /// - Returns: Nil where there is none.
  static func open(in objects: FilePath) throws(CommitGraphFault) -> CommitGraph? {
    let single = objects.appending("info/commit-graph")
    if FileStat(at: single) != nil { return try CommitGraph([CommitGraphLayer(at: single)]) }
    let folder = objects.appending("info/commit-graphs")
    let list = folder.appending("commit-graph-chain")
    guard FileStat(at: list) != nil else { return nil }
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
        throw CommitGraphFault(reason: "\(list.text): a line is no hash")
      }
      let layer = try CommitGraphLayer(at: folder.appending("graph-\(id.hex).graph"))
      guard layer.checksum == id else {
        throw CommitGraphFault(reason: "\(list.text) lists a file that is another")
      }
      layers.append(layer)
    }
    return try CommitGraph(layers)
  }
}
