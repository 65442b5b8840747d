import Testing
import Text

/// What build servers take for commands.
@Suite struct BuildServerTests {
  @Test(arguments: [
    ("::error::x", ":<U+003A>error::x"), ("  ::set-env name=A::b", "  :<U+003A>set-env name=A::b"),
    ("\u{A0}\u{3000}::add-mask::x", "\u{A0}\u{3000}:<U+003A>add-mask::x"),
    ("x ##[error]y", "x #<U+0023>[error]y"),
    ("##vso[task.setvariable]x", "#<U+0023>vso[task.setvariable]x"),
    ("│ a │ ###[group]x", "│ a │ ##<U+0023>[group]x"), ("##[a]##[b]", "#<U+0023>[a]#<U+0023>[b]"),
    ("##teamcity[testFailed name='x']", "#<U+0023>teamcity[testFailed name='x']"),
    ("##VSO[x]", "#<U+0023>VSO[x]"),
    ("section_start:1:x", "section_start<U+003A>1:x"),
    ("x section_end:1:x", "x section_end<U+003A>1:x"),
    ("travis_fold:start:x", "travis_fold<U+003A>start:x"),
    ("a\n::error::b", "a\n:<U+003A>error::b"),
    (":::", ":<U+003A>:"),
  ])
  func areBrokenUp(_ line: String, _ shown: String) {
    for name in ["CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION"] {
      let server = BuildServer([name: "true"])
      let text = SafeText.lines(line).joined(separator: "\n")
      #expect(server.harmless(text).string == shown)
      #expect(server.harmless(server.harmless(text)).string == shown)
    }
    for variables in [[:], ["CI": ""], ["CI": "false"], ["GITHUB_ACTIONS": "0"]] {
      #expect(BuildServer(variables).harmless(SafeText(line)).string == SafeText(line).string)
    }
  }

  @Test(arguments: [
    "a ::error::", "std::vector", "## Heading", "# [a]", "## a [b]", "##", "a#b", "", "  ",
    "--- a/x", "+++ b/x",
    "section_start", "✓ unit tests", "#[derive(x)]",
  ])
  func ordinaryLinesStayAsTheyAre(_ line: String) {
    #expect(BuildServer(["CI": "1"]).harmless(SafeText(line)).string == line)
  }

  @Test(arguments: [
    ("--- x", "-<U+002D>- x"), ("+++", "+<U+002B>+"), ("~~~ x", "~<U+007E>~ x"),
    ("^^^ +++", "^<U+005E>^ +++"),
    ("---x", "---x"), (" --- x", " --- x"),
  ])
  func buildkitesGroupsAreBrokenUp(_ line: String, _ shown: String) {
    #expect(BuildServer(["BUILDKITE": "true"]).harmless(SafeText(line)).string == shown)
    #expect(BuildServer(["CI": "true"]).harmless(SafeText(line)).string == line)
  }
}
