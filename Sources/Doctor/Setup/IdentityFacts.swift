import Git
import SystemPackage
import Text

/// Who git says that commits are by, and whether it can sign them.
struct IdentityFacts: Sendable {
  /// What git says where it doesn't know who commits; nil where it does.
  let unknown: SafeText?
  /// How commits are signed: the program, and whether it is there; nil where they aren't.
  let signing: (program: SafeText, package: SafeText, isThere: Bool)?
  /// The key that is to sign, and why it can't; nil where it can, or where nothing is signed.
  let missingKey: (name: SafeText, file: FilePath?)?
  private let installer: Installer

  /// Asks git.
  init(_ programs: Programs, _ installer: Installer, _ environment: [String: String]) async {
    let home = environment["HOME"]
    self.installer = installer
    let who = await programs.git("var", "GIT_COMMITTER_IDENT")
    let author = who.isGood ? await programs.git("var", "GIT_AUTHOR_IDENT") : who
    unknown =
      author.isGood
      ? nil
      : author.words.last { $0.string.hasPrefix("fatal: ") } ?? author.words.last ?? ""
    let answer = await programs.git(
      "config", "--includes", "--null", "--get-regexp",
      "^(commit[.]gpgsign|gpg[.].*|user[.]signingkey)$")
    let settings = Dictionary(
      GitSettingLines(answer.output).pairs, uniquingKeysWith: { _, last in last })
    // git's own words for yes (git-config(1), boolean).
    guard let wanted = settings["commit.gpgsign"]?.lowercased(),
      ["true", "yes", "on", "1", ""].contains(wanted)
    else {
      (signing, missingKey) = (nil, nil)
      return
    }
    let format = settings["gpg.format"] ?? "openpgp"
    let standard = ["openpgp": "gpg", "x509": "gpgsm", "ssh": "ssh-keygen"][format] ?? "gpg"
    let program =
      settings["gpg.\(format).program"] ?? (format == "openpgp" ? settings["gpg.program"] : nil)
      ?? standard
    let package: SafeText = ["ssh": "openssh-client", "x509": "gpgsm"][format] ?? "gnupg"
    let isThere = programs.has(program)
    signing = (SafeText(program), package, isThere)
    let key = settings["user.signingkey"] ?? ""
    guard isThere, !key.isEmpty else {
      missingKey = nil
      return
    }
    if format == "ssh" {
      missingKey = Self.missing(key, in: programs.folder, home)
    } else if program == standard {
      // No agent is started, and no folder made: a secret key's public half is here as well.
      let folder =
        environment["GNUPGHOME"].map { FilePath($0) }
        ?? FilePath(home ?? "/").appending(".gnupg")
      let found =
        FileStat.modification(of: folder) == nil
        ? nil
        : await programs.ask(
          program,
          ["--batch", "--no-autostart", "--no-auto-check-trustdb", "--list-keys", "--", key])
      missingKey = found?.isGood == true ? nil : (SafeText(key), nil)
    } else {
      missingKey = nil
    }
  }

  /// A key of ssh's that is a file which isn't there; a key that is written out needs none.
  private static func missing(
    _ key: String, in folder: FilePath, _ home: String?
  ) -> (name: SafeText, file: FilePath?)? {
    if key.hasPrefix("key::") || key.hasPrefix("ssh-") { return nil }
    let path =
      key.hasPrefix("~/")
      ? FilePath(home ?? "/").appending(String(key.dropFirst(2)))
      : folder.pushing(FilePath(key))
    return FileStat.modification(of: path) == nil ? (SafeText(key), path) : nil
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if let unknown {
      findings.append(
        Finding(
          .identityMissing, "git doesn't know who you are: \(unknown)",
          fix:
            "git config --global user.name \"Your Name\" && git config --global user.email you@example.com"
        ))
    }
    if let signing, !signing.isThere {
      findings.append(
        Finding(
          .signingProgram, "commits are to be signed, and there is no \(signing.program)",
          fix: installer.installing(signing.package)))
    }
    if let missingKey {
      findings.append(
        Finding(
          .signingKey, "commits are to be signed, and the key \(missingKey.name) isn't here",
          // Another key is made for ssh; one of gpg's is to be brought, and until then commits aren't signed.
          fix: missingKey.file.map { file in
            "ssh-keygen -q -t ed25519 -N '' -f \(word: Self.privateKey(of: file))"
          } ?? "git config commit.gpgSign false"))
    }
    return findings
  }

  private static func privateKey(of file: FilePath) -> FilePath {
    let bytes = file.bytes
    return bytes.suffix(4).elementsEqual(".pub".utf8) ? FilePath(bytes: bytes.dropLast(4)) : file
  }
}

/// What `git config --null --get-regexp` prints: a name, a newline and a value, each with a NUL after it.
private struct GitSettingLines {
  let pairs: [(String, String)]

  init(_ output: [UInt8]) {
    pairs = output.split(separator: 0).map { entry in
      let parts = entry.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      return (parts[0].lowercased(), parts.count > 1 ? parts[1] : "")
    }
  }
}
