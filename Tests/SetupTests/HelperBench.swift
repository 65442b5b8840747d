import Foundation
import Git
import Rules
import Setup
import Support
import SystemPackage
import Testing
import Text
import Upstream

/// An edge repo with one helper's place in it.
struct HelperBench {
  /// What stands at a path: its text, or where it leads, with its mode.
  struct Standing: Equatable {
    let text: String?
    let mode: String
  }

  let template: HelperTemplate
  let setup: HelperSetup
  let file: HelperFile
  private let folder: TemporaryFolder
  private let path: String

  init(_ template: HelperTemplate) throws {
    self.template = template
    folder = try TemporaryFolder()
    _ = try Program("/usr/bin/git").run(["init", "--quiet"], in: folder.path)
    let manifest = try Manifest(
      parsing: Array(
        "version: 1\nupstream: { url: ../x, branch: main }\nmappings: [{ name: a, from: a, to: a }]\n"
          .utf8))
    setup = try HelperSetup([template.helper], in: EdgeRepo.Place(at: folder.path), manifest)
    file = try #require(setup.files.first { $0.template == template })
    path = folder.path.appending(file.name.string).string
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    for name in try names() { try FileManager.default.removeItem(atPath: Self.sibling(path, name)) }
  }

  /// The file's own name.
  var name: String { (path as NSString).lastPathComponent }

  private static func sibling(_ path: String, _ name: String) -> String {
    ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(name)
  }

  /// All that is in its folder.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: (path as NSString).deletingLastPathComponent)
  }

  func standing() throws -> Standing {
    let stat = try Program("/usr/bin/stat").run(["-c", "%a %F %N", path])
    return Standing(
      text: FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) },
      mode: stat.status == 0 ? stat.text : "")
  }

  func write(_ text: String, mode: Int = 0o755) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// Puts something into the helper's place.
  func lay(_ situation: HelperUpdateTests.Situation) throws {
    let current = String(decoding: template.bytes, as: UTF8.self)
    let earlier = try Self.earlier(Self.first(template))
    let stamped = try stamped("#!/bin/sh\necho earlier\n", format: 1)
    switch situation {
    case .current: try write(current)
    case .changed: try write(current + "# Mine.\n")
    case .earlier: try write(earlier)
    case .earlierChanged: try write(earlier + "# --results, mine.\n")
    case .earlierCRLF: try write(earlier.replacing("\n", with: "\r\n"))
    case .earlierWithAMode: try write(earlier, mode: 0o710)
    case .stamped: try write(stamped)
    case .stampedChanged: try write(stamped + "echo mine\n")
    case .stampedCRLF: try write(stamped.replacing("\n", with: "\r\n"))
    case .newer: try write(self.stamped("#!/bin/sh\necho later\n", format: 99))
    case .newerChanged:
      try write(self.stamped("#!/bin/sh\necho later\n", format: 99) + "echo mine\n")
    case .currentCRLF: try write(current.replacing("\n", with: "\r\n"))
    case .halfCRLF: try write(current.replacing("#\n", with: "#\r\n") + "\r\n")
    case .link:
      let other = Self.sibling(folder.path.appending("x").string, "elsewhere")
      try Data(earlier.utf8).write(to: URL(fileURLWithPath: other))
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
    case .folder:
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case .missing: break
    case .foreign: try write("#!/bin/sh\necho mine\n")
    case .stampOfAnother:
      try write(
        current.replacing("helper: \(template.rawValue),", with: "helper: another,")
          + "# --results\n")
    }
  }

  /// A text with the stamp that a program would have written there.
  private func stamped(_ text: String, format: Int) throws -> String {
    let stamp =
      "# edgesync-helper: \(template.rawValue), format \(format), text \(try Self.blobID(text))\n"
    return text.replacing("#!/bin/sh\n", with: "#!/bin/sh\n" + stamp)
  }

  /// The id that git gives a text.
  static func blobID(_ text: String) throws -> String {
    try Program("/usr/bin/git").run(["hash-object", "--stdin"], input: Array(text.utf8))
      .lines.first ?? ""
  }

  /// A text that an earlier edgesync wrote.
  static func earlier(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try String(
      contentsOf: folder.appendingPathComponent("Earlier").appendingPathComponent(name),
      encoding: .utf8)
  }

  private static func first(_ template: HelperTemplate) -> String {
    switch template {
    case .githubActions: "edgesync-daily.1"
    case .gitlabCI: "edgesync.1"
    case .syncScript: "sync-services.1"
    case .validateScript: "validate-sync.1"
    case .preCommitHook: "pre-commit.1"
    }
  }
}
