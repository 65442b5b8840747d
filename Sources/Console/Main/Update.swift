import Terminal
import Text

/// Changes the model by what happened, and says what work follows; nothing else is done here.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  // What is drawn anew has what was said, too.
  if case .input(.key(let key)) = message, !model.redraws(key) {
    // What is said once more is said again.
    (model.notice, model.announcement) = (nil, Line())
  }
  let before = model.configuration.isAccessible ? Announced(model) : nil
  let effects = model.take(message) + model.workAhead()
  model.unfoldNotice()
  if let before, let line = Announced(model).line(since: before, in: model) {
    model.announcement = line
  }
  return effects
}

extension Model {
  /// Effects that begin everything.
  package mutating func begin() -> [Effect] {
    activities[.opening] = "opening the repo"
    return [.repo(.open)]
  }

  /// Hands a message to the part that it is about.
  fileprivate mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .input(.key(let key)): return press(key)
    case .input(.mouse(let event)): return take(event)
    case .input(.paste(let text)): return paste(text)
    case .input(.resize(let size)): self.size = size
    case .touched: isTouched = true
    case .tick(let now):
      self.now = now
      return lookAgain()
    case .repo(let message): return take(message)
    case .commits(let message): return take(message)
    case .files(let message): return take(message)
    case .diff(let message): take(message)
    case .checks(let message): return take(message)
    case .bisect(let message): return take(message)
    case .sync(let message): return take(message)
    case .lock(let message): return take(message)
    case .overrides(let message): return take(message)
    case .notes(let message): take(message)
    case .text(let message): take(message)
    case .theme(let theme): self.theme = theme
    case .notice(let notice): self.notice = notice
    case .failed(let title, let reason): return tell(title: title, reason)
    }
    return []
  }

  /// Gives a notice that is longer than its room a dialog, so that it can be read whole.
  fileprivate mutating func unfoldNotice() {
    guard let notice, size.width >= Layout.least.width, !NoticeView.fits(notice, self) else {
      return
    }
    self.notice = nil
    let title: SafeText = notice.kind == .failure ? "It failed" : "Note"
    _ = tell(title: title, notice.text)
  }
}
