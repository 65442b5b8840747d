import Git
import Text

/// What stands in the place of a helper's file, held against what edgesync writes there now.
package enum HelperState: Hashable, Sendable {
  /// Nothing does.
  case missing
  /// What edgesync writes now.
  case current
  /// What an earlier edgesync wrote, and nobody changed.
  case outdated(format: Int)
  /// What edgesync writes now, with somebody's changes.
  case changed
  /// What an earlier edgesync wrote, with somebody's changes; the format is unknown where it says none.
  case changedOutdated(format: Int?)
  /// What a later edgesync wrote, whether or not somebody changed it.
  case newer(format: Int)
  /// A file of somebody's own.
  case foreign
  /// It can't be looked at, or isn't a file.
  case blocked(why: SafeText)

  /// Tells of the bytes in a file's place what they are.
  init(of bytes: [UInt8], for file: HelperFile) {
    let template = file.template
    let text = LineEnds(of: bytes).removed(from: bytes)
    if text == file.bytes {
      self = .current
    } else if let stamp = HelperStamp(in: text), stamp.name == template.rawValue {
      let isEarlier = stamp.format < template.format
      if stamp.format > template.format {
        self = .newer(format: stamp.format)
      } else if stamp.isUntouched {
        self = .outdated(format: stamp.format)
      } else {
        self = isEarlier ? .changedOutdated(format: stamp.format) : .changed
      }
    } else if let id = ObjectID(ofBlob: text), let format = template.unstamped[id.hex] {
      self = .outdated(format: format)
    } else {
      self =
        text.contains(template.author.utf8) ? .changedOutdated(format: nil) : .foreign
    }
  }

  /// Whether it stands there from an earlier edgesync.
  package var isOutdated: Bool {
    switch self {
    case .outdated, .changedOutdated: true
    case .missing, .current, .changed, .newer, .foreign, .blocked: false
    }
  }
}
