import Foundation

/// The machine at hand, as benchmarks tell machines apart.
package enum Machine {
  /// Its name, its processor, and how many of those it has; the same at each call.
  package static let identity: String = {
    var name = [CChar](repeating: 0, count: 256)
    let length = gethostname(&name, name.count) == 0 ? name.firstIndex(of: 0) ?? 0 : 0
    let host = String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let processors = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model =
      processors.split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "?"
    return "\(host), \(ProcessInfo.processInfo.processorCount) × \(model)"
  }()
}
