/// An entry of a tree: what it is and which object it names.
package struct TreeItem: Hashable, Sendable {
  /// What it is.
  package let mode: FileMode
  /// The blob, tree or commit that it names.
  package let id: ObjectID

  /// An item from its parts.
  package init(mode: FileMode, id: ObjectID) {
    self.mode = mode
    self.id = id
  }
}

/// A named entry of a tree.
package struct TreeEntry: Hashable, Sendable {
  /// The name: bytes without a slash.
  package let name: [UInt8]
  /// What stands there.
  package let item: TreeItem

  /// An entry from its parts.
  package init(name: [UInt8], item: TreeItem) {
    self.name = name
    self.item = item
  }
}
