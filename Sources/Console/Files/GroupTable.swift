import Rules

/// Something of each group of files.
struct GroupTable<Value: Sendable>: Sendable {
  private var values: [Value]

  /// The same of each.
  init(_ value: Value) { values = Array(repeating: value, count: FileGroup.allCases.count) }

  /// A group's.
  subscript(group: FileGroup) -> Value {
    get { values[Self.place(of: group)] }
    _modify { yield &values[Self.place(of: group)] }
  }

  private static func place(of group: FileGroup) -> Int {
    switch group {
    case .synced: 0
    case .edge: 1
    case .outside: 2
    }
  }
}
