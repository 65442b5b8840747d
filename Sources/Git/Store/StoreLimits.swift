/// What an object store that somebody else made may cost.
enum StoreLimits {
  /// Bytes of an object that is held in memory; larger ones are read piece by piece.
  static let objectSize = 96 << 20
  /// Bytes of an object that is read at once though it might be read piece by piece.
  static let streamedSize = 4 << 20
  /// Bytes that are kept of a commit or a tag which is larger than what is held: 170,000 parents and more fit.
  static let beginningSize = 8 << 20
  /// Deltas that lead from an object to one that is whole; git makes 4,095 at the most.
  static let deltaDepth = 4096
  /// Steps from a store to one that it borrows from, as git has it (`link_alt_odb_entry`).
  static let alternateDepth = 5
  /// Stores that are borrowed from.
  static let alternates = 256
  /// Lines of the file that names them.
  static let alternateLines = 1024
  /// Bytes of the file that names them.
  static let alternatesFile = 1 << 20
  /// Files open at once; others are opened again when they are needed.
  static let openFiles = 64
}
