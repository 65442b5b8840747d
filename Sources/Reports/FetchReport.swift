import Git
import Text
import Upstream

/// What is told of a fetch.
package enum FetchReport {
  /// What it brought.
  package static func text(_ update: Mirror.Update, branch: String) -> SafeText {
    let others: SafeText =
      update.others == 0
      ? ""
      : "; \(counted(update.others, "other branch or tag", plural: "other branches and tags")) changed"
    if update.from == update.to {
      return "nothing new upstream: \(branch) is at \(update.to.short)" + others
    }
    let before = update.from.map { "\($0.short) → " as SafeText } ?? ""
    return "fetched \(branch): \(before)\(update.to.short)" + others
  }
}
