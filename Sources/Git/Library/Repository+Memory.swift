import CSyscalls

extension Repository {
  /// Gives memory that was freed back to the system; glibc keeps what lies below anything that is in use.
  package static func returnFreedMemory() {
    #if canImport(Glibc)
      _ = malloc_trim(0)
    #endif
  }
}
