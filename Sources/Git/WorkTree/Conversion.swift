import Text

/// How a file is converted between what git stores and the work tree (gitattributes(5)).
struct Conversion {
  /// The attributes that say so.
  static let attributes = ["text", "crlf", "eol", "ident", "filter", "working-tree-encoding"]

  /// What is left to git; nil where nothing is.
  let foreign: Repository.ForeignConversion?
  /// Whether git's own conversions, of line ends and `ident`, leave the file as it is for certain.
  let isNone: Bool
  /// Whether the blob's id is written into the file.
  let writesID: Bool
}
