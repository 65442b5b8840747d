import Support

/// Something hostile that upstream may hold, and how it gets there.
struct HostileMaterial: Sendable {
  /// What is planted.
  enum Kind: Sendable {
    /// Entries of a folder.
    case entries(@Sendable (RawRepository) throws -> [(name: [UInt8], entry: RawRepository.Entry)])
    /// A commit's bytes, from a tree and a parent.
    case commit(@Sendable (_ tree: String, _ parent: String) -> [UInt8])
    /// What upstream's branch leads to, from a good commit.
    case branch(@Sendable (RawRepository, _ commit: String) throws -> String)
    /// A script that does something to the platform's repository, or the edge repo's settings, in the
    /// folder of the pair.
    case script(String)
  }

  /// Its name: the class it belongs to and what it is within that.
  let name: String
  /// What is planted.
  let kind: Kind

  /// Entries of a folder.
  static func entries(
    _ name: String, _ entries: [(name: [UInt8], entry: RawRepository.Entry)]
  ) -> HostileMaterial {
    HostileMaterial(name: name, kind: .entries { _ in entries })
  }

  /// One entry by a name that is text.
  static func entry(
    _ name: String, _ path: String, _ entry: RawRepository.Entry
  ) -> HostileMaterial {
    entries(name, [(Array(path.utf8), entry)])
  }

  /// A folder whose tree is these very bytes.
  static func tree(
    _ name: String, _ bytes: @escaping @Sendable (RawRepository) throws -> [UInt8]
  ) -> HostileMaterial {
    HostileMaterial(
      name: name,
      kind: .entries { repository in
        let id = try repository.object("tree", bytes(repository))
        return [(Array("raw".utf8), .object(mode: "40000", id: id))]
      })
  }
}
