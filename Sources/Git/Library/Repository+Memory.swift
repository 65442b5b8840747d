import CSyscalls
import Foundation

extension Repository {
  /// Has threads share a heap for each processor, where glibc would give them eight: each keeps what its threads have
  /// freed for themselves. Called before there are threads.
  package static func limitHeaps() {
    #if canImport(Glibc)
      _ = mallopt(edgesync_arena_max, Int32(ProcessInfo.processInfo.activeProcessorCount))
    #endif
  }

  /// Gives memory that was freed back to the system; glibc keeps what lies below anything that is in use.
  package static func returnFreedMemory() {
    #if canImport(Glibc)
      _ = malloc_trim(0)
    #endif
  }
}
