import Git
import SystemPackage
import Text

/// What would become of a file once it is written: git, or a program that git runs, would run or obey it.
package struct PathUse: Hashable, Sendable {
  /// What git would do with it, and what has it do so.
  package let text: SafeText
  /// The next step.
  package let remedy: SafeText

  private static let exclude: SafeText = "exclude the path in edgesync.yml"

  /// What a setting has git do.
  ///
  /// - Parameter effect: As in “git would run it as a hook”.
  init(_ effect: SafeText, by setting: GitSetting) {
    let key = Self.shown(setting.key)
    let place = setting.file.map { SafeText(bytes: $0) } ?? "git's variables"
    text = "\(effect): `\(key)` in \(place) points there"
    guard let file = setting.file else {
      remedy = "Unset the variable that gives `\(key)`, or \(Self.exclude)"
      return
    }
    let words: SafeText =
      "git config --file \(word: FilePath(bytes: file)) --unset-all \(word: setting.key)"
    remedy =
      key == SafeText(setting.key)
      ? "Remove the setting with `\(words)`, or \(Self.exclude)"
      : "Remove the setting from \(place), or \(Self.exclude)"
  }

  /// What a link among git's own files has git do.
  init(_ effect: SafeText, byLink link: FilePath) {
    text = "\(effect): the link \(link.text) points there"
    remedy = "Remove the link with `rm \(word: link)`, or \(Self.exclude)"
  }

  /// What a variable has git do.
  init(_ effect: SafeText, byVariable name: String) {
    text = "\(effect): the variable \(SafeText(name)) points there"
    remedy = "Unset it with `unset \(word: name)`, or \(Self.exclude)"
  }

  /// What a folder of `PATH` has a program do.
  init(byFolderOfPath folder: FilePath) {
    text = "it would be run by its name: PATH has the folder \(folder.text)"
    remedy = "Remove the folder from PATH, or \(Self.exclude)"
  }

  /// What a file that stands in its place has git do.
  init(_ effect: SafeText, byFile file: FilePath) {
    text = "\(effect): \(file.text) points there"
    remedy = "Exclude the path in edgesync.yml"
  }

  /// What a hook has its program do.
  init(managedBy program: SafeText, hook: FilePath) {
    text = "\(program) would run what it says: the hook \(hook.text) calls it"
    remedy = "Remove the hook with `rm \(word: hook)`, or \(Self.exclude)"
  }

  /// What a hook's own text has it do.
  init(namedBy hook: FilePath) {
    text = "the hook \(hook.text) names it, and would run or read it"
    remedy = "Look at the file upstream, and \(Self.exclude) or remove it from \(hook.text)"
  }

  /// A setting's name without what may be secret in it: the user of a url.
  private static func shown(_ key: String) -> SafeText {
    SafeText(key.replacing(/:\/\/[^\/]*@/, with: "://***@"))
  }
}
