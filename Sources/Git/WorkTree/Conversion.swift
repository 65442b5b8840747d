/// How a file is converted between what git stores and the work tree, as its attributes say (gitattributes(5)).
struct Conversion {
  /// Attributes that convert.
  static let attributes = ["text", "crlf", "eol", "ident", "filter", "working-tree-encoding"]

  /// Whether git's own conversions, of line ends and `ident`, leave the file as it is for certain.
  let isNone: Bool
  /// Whether the blob's id is written into the file.
  let writesID: Bool
  /// The name of the filter; nil for none.
  let filter: String?
  /// The encoding in the work tree; nil for the one that git stores.
  let encoding: String?

  /// A conversion by what each of ``attributes`` says.
  ///
  /// - Parameter keepsLineEnds: Whether a file keeps its line ends of which nothing is said.
  init(
    _ states: [AttributeState], _ keepsLineEnds: () throws(GitError) -> Bool
  ) throws(GitError) {
    writesID = states[3] == .set
    let isUnsaid = states[..<3].allSatisfy { $0 == .unspecified }
    let keepsLineEnds = isUnsaid ? try keepsLineEnds() : states[0] == .unset
    isNone = keepsLineEnds && !writesID
    (filter, encoding) = (states[4].value, states[5].value)
  }
}
