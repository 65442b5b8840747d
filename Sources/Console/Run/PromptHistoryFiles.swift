import Foundation
import Journal

/// Where the lines that were typed are kept from one run to the next, a file a kind, off the thread that draws.
final class PromptHistoryFiles: Sendable {
  private let folder: StateFolder
  private let queue = DispatchQueue(label: "edgesync-history")

  /// Files in a folder of the user's state.
  init(in folder: StateFolder = StateFolder()) { self.folder = folder }

  /// What they hold.
  func read() -> PromptHistory {
    var history = PromptHistory()
    for prompt in Prompt.allCases { read(prompt, into: &history) }
    return history
  }

  private func read(_ prompt: Prompt, into history: inout PromptHistory) {
    for line in folder.lines(of: Self.name(prompt)) { history.add(line, to: prompt) }
  }

  /// Keeps a line, beside those that other consoles have kept meanwhile.
  func add(_ line: String, to prompt: Prompt) {
    queue.async { [self] in
      var history = PromptHistory()
      read(prompt, into: &history)
      history.add(line, to: prompt)
      // Nobody is kept from work by a history that can't be written.
      try? folder.setLines(of: Self.name(prompt), to: history.lines(of: prompt))
    }
  }

  /// Waits until everything is kept.
  func finish() { queue.sync {} }

  private static func name(_ prompt: Prompt) -> String { "history-" + prompt.rawValue }
}
