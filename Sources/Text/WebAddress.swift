/// An address on the web that a piece of text leads to.
package struct WebAddress: Hashable, Sendable {
  /// The address: `http` or `https`, in printable ASCII without blanks (RFC 3986), so that it can stand in an escape
  /// sequence of a terminal.
  package let text: String

  /// Bytes of an address at the most: terminals drop longer ones (VTE's limit is 2083).
  package static let limit = 2083

  /// An address; nil for what isn't one.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.limit, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }),
      text.utf8.count > scheme.utf8.count
    else { return nil }
    self.text = text
  }
}
