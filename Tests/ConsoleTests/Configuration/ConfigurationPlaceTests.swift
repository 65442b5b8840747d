import Console
import Git
import Support
import SystemPackage
import Testing

/// The configuration's file where something else stands in its place.
@Suite struct ConfigurationPlaceTests {
  private func file(_ script: String) throws -> (ConfigurationFile, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let made = try Program("/bin/sh").run(
      ["-c", "set -e; mkdir edgesync; cd edgesync; \(script)"], in: folder.path)
    try #require(made.status == 0, "\(made.errorText)")
    return (ConfigurationFile(["XDG_CONFIG_HOME": folder.path.string]), folder)
  }

  @Test(arguments: [
    "ln -s /dev/zero config.yml", "mkfifo config.yml", "mkdir config.yml",
    "truncate -s 1G config.yml",
    "ln -s config.yml config.yml", "mkfifo pipe; ln -s pipe config.yml",
  ])
  func anythingButASmallFileIsRefused(_ script: String) throws {
    let (file, folder) = try file(script)
    #expect(throws: GitError.self) { try file.read() }
    withExtendedLifetime(folder) {}
  }

  /// People keep their settings in a repository of their own, and have links here.
  @Test func aLinkToAFileIsFollowed() throws {
    let (file, folder) = try file("echo 'theme: nord' > ../mine; ln -s ../mine config.yml")
    #expect(try file.read().theme == "nord")
    withExtendedLifetime(folder) {}
  }
}
