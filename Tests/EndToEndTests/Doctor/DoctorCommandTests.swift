import Foundation
import Support
import Testing

@Suite struct DoctorCommandTests {
  @Test func printsWhatItFindsAndExits1WithAnError() throws {
    let pair = try EdgePair()
    let healthy = try pair.run("doctor")
    #expect(healthy.status == 0)
    #expect(healthy.text == "✓ nothing is wrong")
    #expect(try pair.run("doctor", "--json").text == #"{"findings":[]}"#)
    try pair.write("more\n", to: "services/api/app.py")
    let broken = try pair.run("doctor")
    #expect(broken.status == 1)
    #expect(
      broken.lines.prefix(2) == [
        "✗ drift  1 synced file differs from upstream at the pin: services/api/app.py. A change belongs upstream; a copy is kept.",
        "    edgesync recover --force --to HEAD",
      ])
    let document = try JSON(parsing: pair.run("doctor", "--json").output)
    #expect(document.shape == "{findings:[{fix:string,id:string,level:string,text:string}]}")
  }

  /// Secrets in every place where a person or a program puts some.
  private static let secrets = [
    "hunter2-insteadof", "hunter2-header", "hunter2-environment", "hunter2-probe", "hunter2-output",
    "hunter2-remote", "hunter2-check-env", "hunter2-command", "hunter2-query", "hunter2-file",
    "hunter2-reason", "ghp_0123456789abcdefghij",
  ]

  @Test(arguments: [
    ("", "merge.conflictStyle", "check-failed"),
    ("mode: hunter2-command\n", "merge.conflictStyle", "manifest-invalid"),
    ("token: ghp_0123456789abcdefghij\n", "merge.conflictStyle", "manifest-invalid"),
    ("", "core.autocrlf", "repository-damaged"),
  ])
  func aBundleHoldsNothingSecret(_ end: String, _ setting: String, _ id: String) throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: leaks, run: 'echo hunter2-output; : hunter2-command; false', env: { KEY: hunter2-check-env } }
          - { name: asks, start: sleep 9, http: [{ get: 'http://localhost:1/', headers: { authorization: 'Bearer hunter2-probe' } }] }
        """, variables: ["MY_TOKEN": "hunter2-environment"])
    _ = try pair.edge.git.shell(
      """
      git config url.https://robin:hunter2-insteadof@git.example/.insteadOf https://git.example/
      git config http.extraHeader 'Authorization: Basic hunter2-header'
      git remote add origin 'https://robin:hunter2-remote@git.example/edge.git?token=hunter2-query'
      echo hunter2-file > config/edge.yml; git commit -qam hunter2-file
      """)
    _ = try pair.run("check", "--only", "leaks")
    let tip = try pair.advanceAsUsual()[0]
    _ = try pair.run("emergency", tip, "--reason", "hunter2-reason")
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.folder.write(manifest + end, to: "edge/edgesync.yml")
    try pair.edge.git.run("config", setting, "hunter2-file")
    let outcome = try pair.run("doctor", "--bundle", "../report.tar")
    #expect(outcome.errorText.isEmpty)
    let bytes = FileManager.default.contents(atPath: pair.folder.name + "/report.tar") ?? Data()
    let text = String(decoding: bytes, as: UTF8.self)
    for secret in Self.secrets + ["robin@edge.example", pair.folder.name + "/home"] {
      #expect(!text.contains(secret), "\(secret) is in the bundle")
    }
    let names = try Program("/bin/tar").run(["-tf", pair.folder.name + "/report.tar"])
    #expect(names.status == 0)
    var expected = ["versions", "findings", "config"]
    if id != "manifest-invalid" { expected.append("edgesync.yml") }
    expected += ["edgesync.lock", "events"]
    if id != "manifest-invalid" { expected.append("checks") }
    #expect(names.lines == expected.map { "edgesync-doctor/\($0).json" })
    let findings = try Program("/bin/tar").run(
      ["-xOf", pair.folder.name + "/report.tar", "edgesync-doctor/findings.json"])
    let ids = try JSON(parsing: findings.output).elements.map { $0["id"].text ?? "" }
    #expect(ids.contains(id))
    // It is its owner's, and nothing is written over.
    let again = try pair.run("doctor", "--bundle", "../report.tar")
    #expect(again.status == 1)
    #expect(again.errorText.contains("something stands there already. Name another file."))
    #expect(FileManager.default.contents(atPath: pair.folder.name + "/report.tar") == bytes)
    let mode = try Program("/usr/bin/stat").run(["-c", "%a", pair.folder.name + "/report.tar"])
    #expect(mode.text == "600")
  }
}
