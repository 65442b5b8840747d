import Text

extension [Line] {
  /// Parts of a report one below the other, with an empty row between those that say something.
  package static func sections(_ sections: [Line]...) -> [Line] {
    Array(sections.filter { !$0.isEmpty }.joined(separator: [Line()]))
  }
}
