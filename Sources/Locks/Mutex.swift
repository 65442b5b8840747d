#if SANITIZES_THREADS
  import Foundation

  /// `Synchronization.Mutex` by another lock, for the thread sanitizer: it doesn't see the one that the kernel takes
  /// for `Synchronization`'s when two threads want it at once, and reports what the lock keeps apart.
  package struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    private let lock = NSLock()
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    /// A value that one thread at a time has.
    package init(_ value: consuming sending Value) {
      self.value.initialize(to: value)
    }

    deinit {
      value.deinitialize(count: 1)
      value.deallocate()
    }

    /// What a closure gives that has the value for itself.
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      lock.lock()
      defer { lock.unlock() }
      return try body(&value.pointee)
    }
  }
#else
  @_exported import Synchronization
#endif
