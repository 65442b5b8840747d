import Foundation
import Text

extension BuildServer {
  /// The one that this process runs under.
  static let current = BuildServer(ProcessInfo.processInfo.environment)
}
