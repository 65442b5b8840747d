/// A text of upstream's at a length that a record can hold: a subject of a megabyte would fill lock,
/// changelog and message at each sync.
package func shortened(_ text: String) -> String { text.cut(to: 200) }
