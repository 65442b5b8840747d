/// Objects of packs that others are deltas on, as they were made last.
struct BaseCache {
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

  private static let maximumSize = 12 << 20
  /// A larger object would drive out too many others.
  private static let maximumObject = 2 << 20

  private var places: [Key: Int] = [:]
  private var slots: [Slot] = []
  private var hand = 0
  private var size = 0

  /// An object that is kept.
  subscript(key: Key) -> ObjectBytes? {
    mutating get {
      guard let place = places[key] else { return nil }
      slots[place].isUsed = true
      return slots[place].object
    }
  }

  /// Keeps an object, in place of some that weren't asked for lately.
  mutating func keep(_ object: ObjectBytes, as key: Key) {
    guard object.count <= Self.maximumObject, places[key] == nil else { return }
    while size + object.count > Self.maximumSize, !slots.isEmpty { dropOne() }
    places[key] = slots.count
    slots.append(Slot(key: key, object: object, isUsed: false))
    size += object.count
  }

  /// The hand goes round: what was used since it came by last is passed over once.
  private mutating func dropOne() {
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
