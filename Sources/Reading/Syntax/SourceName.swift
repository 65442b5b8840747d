import Git

/// What a file's name says about its language, in a form that can be handed to any program: a name known here, or `x`
/// with a short extension.
package struct SourceName: Hashable, Sendable {
  /// The name.
  package let text: String

  private static let maximumExtension = 16
  /// Names without an extension that stand for a language.
  private static let known: Set<String> = [
    ".bash_aliases", ".bash_profile", ".bashrc", ".gitattributes", ".gitconfig", ".gitignore",
    ".gitmodules", ".profile", ".vimrc", ".zshrc", "APKBUILD", "BUILD", "CMakeLists.txt",
    "Containerfile", "Dockerfile", "GNUmakefile", "Gemfile", "Jenkinsfile", "Justfile", "Makefile",
    "PKGBUILD", "Podfile", "Rakefile", "SConstruct", "Vagrantfile", "WORKSPACE", "configure.ac",
    "go.mod", "go.sum", "justfile", "makefile", "nginx.conf", "requirements.txt",
  ]

  /// What a path's last name says; nil where that is nothing.
  package init?(_ path: RepoPath) {
    let name = String(decoding: path.name, as: UTF8.self)
    if Self.known.contains(name) {
      text = name
      return
    }
    guard let dot = path.name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let ending = path.name[(dot + 1)...]
    guard (1...Self.maximumExtension).contains(ending.count), ending.allSatisfy(Self.isPlain) else {
      return nil
    }
    text = "x." + String(decoding: ending, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
  }
}
