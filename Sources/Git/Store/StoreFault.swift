import Text

/// What is wrong with a file of an object store, or with what it holds.
struct StoreFault: Error {
  /// The file and the fault, for people.
  let reason: SafeText

  /// A fault of a file.
  init(_ file: StoreFile, _ reason: SafeText) {
    self.reason = "\(file.path.text): \(reason)"
  }

  /// A fault that belongs to no file.
  init(_ reason: SafeText) {
    self.reason = reason
  }
}
