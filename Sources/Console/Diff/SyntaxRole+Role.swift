import Reading
import Text

extension SyntaxRole {
  /// The role that themes know.
  var role: Role? {
    switch self {
    case .comment: .comment
    case .string: .string
    case .number, .constant: .number
    case .keyword: .keyword
    case .type: .typeName
    case .function: .function
    case .variable, .punctuation, .other: nil
    }
  }
}
