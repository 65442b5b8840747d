import Locks

/// Objects of packs that others are deltas on, as they were made last.
///
/// Many are open at once where work is shared: together they keep within bounds as well.
final class BaseCache {
  /// An object's pack and its place there.
  struct Key: Hashable {
    let pack: UInt64
    let offset: Int
  }

  private struct Slot {
    let key: Key
    let object: ObjectBytes
    var isUsed: Bool
  }

  /// Bytes that one keeps at the most.
  private static let maximumSize = 12 << 20
  /// Bytes that all keep together, as long as each has its least.
  private static let sharedSize = 32 << 20
  /// Bytes that one may keep, whatever the others have.
  private static let leastSize = 2 << 20
  /// A larger object would drive out too many others.
  private static let maximumObject = 2 << 20
  /// Bytes that all keep now.
  private static let held = Mutex(0)

  private var places: [Key: Int] = [:]
  private var slots: [Slot] = []
  private var hand = 0
  private var size = 0

  deinit { Self.held.withLock { $0 -= size } }

  /// An object that is kept.
  subscript(key: Key) -> ObjectBytes? {
    guard let place = places[key] else { return nil }
    slots[place].isUsed = true
    return slots[place].object
  }

  /// Keeps an object, in place of some that weren't asked for lately.
  func keep(_ object: ObjectBytes, as key: Key) {
    guard object.count <= Self.maximumObject, places[key] == nil else { return }
    let before = size
    let others = Self.held.withLock { $0 } - before
    let bound = min(Self.maximumSize, max(Self.leastSize, Self.sharedSize - others))
    while size + object.count > bound, !slots.isEmpty { dropOne() }
    places[key] = slots.count
    slots.append(Slot(key: key, object: object, isUsed: false))
    size += object.count
    Self.held.withLock { $0 += size - before }
  }

  /// Lets go of all.
  func clear() {
    Self.held.withLock { $0 -= size }
    (places, slots, hand, size) = ([:], [], 0, 0)
  }

  /// The hand goes round: what was used since it came by last is passed over once.
  private func dropOne() {
    while true {
      if hand >= slots.count { hand = 0 }
      if slots[hand].isUsed {
        slots[hand].isUsed = false
        hand += 1
        continue
      }
      size -= slots[hand].object.count
      places[slots[hand].key] = nil
      let last = slots.removeLast()
      if hand < slots.count {
        // What came last is the last to go.
        slots[hand] = last
        places[last.key] = hand
        hand += 1
      }
      return
    }
  }
}
