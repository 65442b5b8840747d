import CGit2

/// What an attribute says of a path (gitattributes(5)).
package enum AttributeState: Hashable, Sendable {
  /// It is set: `name`.
  case set
  /// It is taken away: `-name`.
  case unset
  /// It has a value: `name=value`.
  case value(String)
  /// Nothing is said, or no more: `!name`.
  case unspecified

  /// The value; nil where it has none.
  var value: String? { if case .value(let value) = self { value } else { nil } }

  /// The state that `git check-attr` gives, which tells a value from a state of its name in no way.
  init(told text: some Collection<UInt8>) {
    let text = String(decoding: text, as: UTF8.self)
    self =
      switch text {
      case "set": .set
      case "unset": .unset
      case "unspecified": .unspecified
      default: .value(text)
      }
  }

  /// The state that libgit2 gives.
  init(_ value: UnsafePointer<CChar>?) {
    let kind = git_attr_value(value)
    if kind == GIT_ATTR_VALUE_TRUE {
      self = .set
    } else if kind == GIT_ATTR_VALUE_FALSE {
      self = .unset
    } else if kind == GIT_ATTR_VALUE_STRING, let value {
      self = .value(String(cString: value))
    } else {
      self = .unspecified
    }
  }
}
