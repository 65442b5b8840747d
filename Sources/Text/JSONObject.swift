/// An object of a JSON document, with its keys in the order in which they were given.
package struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// A key with its value.
  package struct Member: Hashable, Sendable {
    /// The key.
    package let key: String
    /// Its value.
    package let value: JSONValue

    /// A key with its value.
    package init(key: String, value: JSONValue) {
      (self.key, self.value) = (key, value)
    }
  }

  /// The members, in their order.
  package private(set) var members: [Member]

  /// An object of members, whose keys are different ones.
  package init(members: [Member] = []) {
    self.members = members
  }

  /// An object whose keys have no order: that of their texts.
  package init(_ values: [String: JSONValue]) {
    members = values.sorted { $0.key < $1.key }.map { Member(key: $0.key, value: $0.value) }
  }

  /// An object that is written in the source.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { Member(key: $0.0, value: $0.1) }
  }

  /// The value under a key; nil where there is none.
  package subscript(key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  /// Adds a member.
  package mutating func add(_ key: String, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
  }
}
