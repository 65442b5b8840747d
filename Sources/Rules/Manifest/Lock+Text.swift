import Git
import Text

extension Lock.Hold {
  /// The hold for people: who holds what, and why.
  package var text: SafeText {
    let fix: SafeText = fixedBy.map { ", fixed by \($0.short)" } ?? ""
    return "\(holder) holds \(id.short)\(fix): \(reason)"
  }

  /// The name of who said so, without the address.
  package var holder: SafeText { Lock.name(of: by) }
}

extension Lock.OwedReview {
  /// The name of who made the emergency sync, without the address.
  package var maker: SafeText { Lock.name(of: by) }
}

extension Lock {
  /// The name in `NAME <MAIL>`.
  fileprivate static func name(of mailbox: String) -> SafeText {
    let name = mailbox.prefix { $0 != "<" }
    return SafeText(String(name.last == " " ? name.dropLast() : name))
  }
}
