import Foundation
import Text

/// What became of one edge repo in a run.
package struct FleetOutcome: Sendable {
  /// The edge repo's name.
  package let edge: String
  /// What was run.
  package let task: FleetTask
  /// The exit status.
  package let status: Int32
  /// How long it took.
  package let seconds: Double
  /// The document that the command printed; nil where it printed none.
  package let result: [UInt8]?
  /// Why it didn't end well; nil where it did.
  package let error: SafeText?

  /// An outcome from its parts.
  package init(
    edge: String, task: FleetTask, status: Int32, seconds: Double, result: [UInt8]?,
    error: SafeText?
  ) {
    (self.edge, self.task, self.status) = (edge, task, status)
    (self.seconds, self.result, self.error) = (seconds, result, error)
  }

  /// One JSON document on a line, with its newline.
  package var line: [UInt8] {
    let head: JSONValue = [
      "edge": .string(edge), "command": .string(task.rawValue), "status": .int(Int(status)),
      "seconds": .seconds(seconds), "error": .optional(error?.string),
    ]
    // The command's own document goes in as it is, with its keys in their order.
    return head.encoded.dropLast() + Array(",\"result\":".utf8)
      + (result ?? Array("null".utf8)) + Array("}\n".utf8)
  }

  /// What a command printed as one document on one line; nil for what isn't JSON.
  static func document(_ output: [UInt8]) -> [UInt8]? {
    var bytes = output[...]
    while bytes.last == 0x0A { bytes.removeLast() }
    guard !bytes.contains(0x0A), bytes.first == UInt8(ascii: "{"),
      (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))) != nil
    else { return nil }
    return Array(bytes)
  }

  /// How bad an exit status is: 0 done, 2 a check failed, 3 something stands in the way, 4 another run is at work,
  /// 5 unreachable, 78 and 64 something is written wrong, and worst 1 and whatever else, such as a signal's.
  package static func badness(of status: Int32) -> Int {
    let order: [Int32] = [0, 2, 3, 4, 5, 78, 64]
    return order.firstIndex(of: status) ?? order.count
  }
}
