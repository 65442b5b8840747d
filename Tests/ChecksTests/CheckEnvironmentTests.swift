import Git
import Journal
import Support
import Testing

@testable import Checks

@Suite struct CheckEnvironmentTests {
  private static let user = [
    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_TIME": "de_DE.UTF-8", "TZ": "UTC",
    "USER": "robin", "LOGNAME": "robin", "SHELL": "/bin/sh", "HOME": "/home/robin",
    "TMPDIR": "/somewhere", "TERM": "xterm", "SSH_AUTH_SOCK": "/agent", "GITHUB_TOKEN": "secret",
    "AWS_SECRET_ACCESS_KEY": "secret", "GIT_DIR": "/repo", "GIT_INDEX_FILE": "/index",
    "GIT_ASKPASS": "/askpass", "LD_PRELOAD": "/lib.so", "ENV": "/rc", "BASH_ENV": "/rc",
    "XDG_CONFIG_HOME": "/config", "EDGESYNC_PIN": "forged", "SOURCE_DATE_EPOCH": "1",
  ]

  @Test func isTheListAndOurOwn() async throws {
    let bench = try CheckBench()
    let check = try CheckBench.check(
      "env -0 | tr '\\0' '\\n' | grep -v -e ^PWD= -e ^OLDPWD= -e ^_= -e ^SHLVL= | sort",
      "env: { CHOSEN: yes please, LANG: C, HOME: /elsewhere }")
    let result = try #require(
      try await bench.run([check], environment: Self.user).first)
    let lines = result.text.split(separator: "\n").map(String.init)
    #expect(
      lines.map { $0.prefix { $0 != "=" } } == [
        "CHOSEN", "EDGESYNC_CANDIDATE", "EDGESYNC_KIND", "EDGESYNC_PIN", "EDGESYNC_STAGE",
        "GIT_CEILING_DIRECTORIES", "HOME", "LANG", "LC_TIME", "LOGNAME", "PATH", "SHELL", "TERM",
        "TMPDIR", "TZ", "USER",
      ])
    for line in [
      "CHOSEN=yes please", "LANG=C", "HOME=/elsewhere", "TERM=dumb", "EDGESYNC_STAGE=pre",
      "EDGESYNC_KIND=weekly", "EDGESYNC_PIN=\(bench.subject.pin.hex)",
      "EDGESYNC_CANDIDATE=\(bench.subject.candidate.hex)",
    ] {
      #expect(lines.contains(line), "\(result.text)")
    }
  }

  @Test func homeAndTemporaryFolderAreEmptyAndOwn() async throws {
    let bench = try CheckBench()
    let check = try CheckBench.check(
      "ls -A \"$HOME\" \"$TMPDIR\" | grep -v : ; touch \"$HOME/x\" \"$TMPDIR/x\"; pwd; echo $HOME")
    var seen: Set<String> = []
    for _ in 0..<2 {
      let result = try #require(
        try await bench.run([check], isFresh: true, environment: Self.user).first)
      #expect(result.state == .passed)
      let lines = result.text.split(separator: "\n").map(String.init)
      #expect(lines.count == 2 || lines.first == "", "\(result.text)")
      seen.formUnion(lines.suffix(2))
    }
    #expect(seen.count == 4)
    #expect(!seen.contains("/home/robin"))
  }

  @Test func digestTellsWhatCanChangeAResult() throws {
    let plain = try CheckBench.check("true")
    let set = try CheckBench.check("true", "env: { A: b }")
    let base = CheckEnvironment(["PATH": "/bin", "LANG": "C"])
    #expect(
      base.digest(for: plain)
        == CheckEnvironment(["LANG": "C", "PATH": "/bin", "SECRET": "x"]).digest(for: plain))
    #expect(base.digest(for: plain) != CheckEnvironment(["PATH": "/usr/bin"]).digest(for: plain))
    #expect(base.digest(for: plain) != base.digest(for: set))
    // No two environments spell the same text.
    #expect(
      CheckEnvironment(["LANG": "C\nPATH=/bin"]).digest(for: plain)
        != CheckEnvironment(["LANG": "C", "PATH": "/bin"]).digest(for: plain))
  }
}
