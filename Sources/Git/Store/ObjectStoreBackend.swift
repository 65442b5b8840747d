import CGit2
import Foundation
import Text

/// An object store as libgit2 asks for objects (`git2/sys/odb_backend.h`).
enum ObjectStoreBackend {
  /// What libgit2 holds: its own part first, so that one pointer leads to both.
  private struct Box {
    var backend: git_odb_backend
    var store: Unmanaged<ObjectStore>
  }

  private typealias Backend = UnsafeMutablePointer<git_odb_backend>

  /// Adds a store to an object database, which keeps it for as long as it lives.
  static func add(
    _ store: ObjectStore, to database: OpaquePointer?, priority: Int32
  ) throws(GitError) {
    let box = UnsafeMutablePointer<Box>.allocate(capacity: 1)
    box.initialize(to: Box(backend: git_odb_backend(), store: .passRetained(store)))
    let pointer = UnsafeMutableRawPointer(box).assumingMemoryBound(to: git_odb_backend.self)
    git_odb_init_backend(pointer, UInt32(GIT_ODB_BACKEND_VERSION))
    fill(pointer)
    do throws(GitError) {
      try check(git_odb_add_backend(database, pointer, priority), "prepare to read objects")
    } catch {
      pointer.pointee.free(pointer)
      throw error
    }
  }

  private static func fill(_ pointer: Backend) {
    pointer.pointee.read = { data, size, type, backend, id in
      ObjectStoreBackend.withStore(backend, id) { store, id throws(StoreFault) in
        guard let object = try store.read(id) else { return GIT_ENOTFOUND.rawValue }
        // libgit2 takes it for a C string here and there.
        guard let copy = git_odb_backend_data_alloc(backend, object.count + 1) else {
          return GIT_ERROR.rawValue
        }
        if let start = object.bytes.baseAddress { memcpy(copy, start, object.count) }
        copy.storeBytes(of: 0, toByteOffset: object.count, as: UInt8.self)
        data?.pointee = copy
        size?.pointee = object.count
        type?.pointee = object.kind.type
        return GIT_OK.rawValue
      }
    }
    pointer.pointee.read_header = { size, type, backend, id in
      ObjectStoreBackend.withStore(backend, id) { store, id throws(StoreFault) in
        guard let header = try store.header(of: id) else { return GIT_ENOTFOUND.rawValue }
        size?.pointee = header.size
        type?.pointee = header.kind.type
        return GIT_OK.rawValue
      }
    }
    pointer.pointee.exists = { backend, id in
      ObjectStoreBackend.withStore(backend, id) { store, id in store.contains(id) ? 1 : 0 } == 1
        ? 1 : 0
    }
    pointer.pointee.exists_prefix = { found, backend, beginning, digits in
      ObjectStoreBackend.withStore(backend, beginning) { store, id throws(StoreFault) in
        let (least, most) = id.range(ofBeginning: digits)
        let ids = try store.ids(from: least, through: most)
        guard let first = ids.first else { return GIT_ENOTFOUND.rawValue }
        guard ids.count == 1 else { return GIT_EAMBIGUOUS.rawValue }
        found?.pointee = first.oid
        return GIT_OK.rawValue
      }
    }
    pointer.pointee.read_prefix = { found, data, size, type, backend, beginning, digits in
      guard let backend else { return GIT_ERROR.rawValue }
      var id = git_oid()
      let code = backend.pointee.exists_prefix(&id, backend, beginning, digits)
      if code < 0 { return code }
      found?.pointee = id
      return backend.pointee.read(data, size, type, backend, &id)
    }
    pointer.pointee.refresh = { backend in
      ObjectStoreBackend.withStore(backend) { $0.refresh() }
      return GIT_OK.rawValue
    }
    pointer.pointee.freshen = { backend, id in
      ObjectStoreBackend.withStore(backend, id) { store, id in
        store.freshen(id) ? GIT_OK.rawValue : GIT_ENOTFOUND.rawValue
      }
    }
    pointer.pointee.free = { backend in
      guard let backend else { return }
      let box = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Box.self)
      box.pointee.store.release()
      box.deinitialize(count: 1)
      box.deallocate()
    }
  }

  private static func withStore(_ backend: Backend?, _ body: (ObjectStore) -> Void) {
    guard let backend else { return }
    let box = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Box.self)
    box.pointee.store._withUnsafeGuaranteedRef { body($0) }
  }

  /// Calls a closure with the store and an id; what is wrong becomes libgit2's words.
  private static func withStore(
    _ backend: Backend?, _ id: UnsafePointer<git_oid>?,
    _ body: (ObjectStore, ObjectID) throws(StoreFault) -> Int32
  ) -> Int32 {
    guard let id else { return GIT_ERROR.rawValue }
    var code = GIT_ERROR.rawValue
    withStore(backend) { store in
      do throws(StoreFault) {
        code = try body(store, ObjectID(id.pointee))
      } catch {
        git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), error.reason.string)
      }
    }
    return code
  }
}
