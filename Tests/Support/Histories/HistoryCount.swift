import Foundation

/// How many made-up histories a test tries.
public enum HistoryCount {
  /// The number of the short form, or `EDGESYNC_TEST_HISTORIES` for a longer or shorter run.
  ///
  /// - Parameters:
  ///   - short: The number of the short form.
  ///   - share: What one case costs against a history that is only read.
  public static func of(short: Int, share: Int = 1) -> Int {
    let text = ProcessInfo.processInfo.environment["EDGESYNC_TEST_HISTORIES"] ?? ""
    return Int(text).map { max(1, $0 / share) } ?? short
  }
}
