import Support

extension HostileMaterials {
  /// An entry of a tree in raw bytes.
  private static func entry(_ mode: String, _ name: String, _ id: String) -> [UInt8] {
    let digits = Array(id)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2)
      .compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    return Array("\(mode) \(name)".utf8) + [0] + bytes
  }

  private static let missing = String(repeating: "5", count: 40)
  private static let null = String(repeating: "0", count: 40)

  /// Trees that break the format, by git's names of what is wrong with them (fsck-msgids.txt).
  static let trees: [HostileMaterial] =
    [
      ("fullPathname", "100644", "a/b"), ("climbing", "100644", "../x"),
      ("rooted", "100644", "/etc"),
      ("emptyName", "100644", ""), ("zeroPadded", "0100644", "x"), ("groupWritable", "100664", "x"),
      ("noMode", "0", "x"), ("bigMode", "777777777777", "x"), ("wordMode", "1006z4", "x"),
      ("emptyMode", "", "x"), ("folderMode", "40755", "x"), ("deviceMode", "60000", "x"),
      ("blobAsFolder", "40000", "x"), ("blobAsModule", "160000", "x"),
    ].map { name, mode, path in
      .tree("tree-\(name)") { entry(mode, path, try $0.blob(Array("x\n".utf8))) }
    }
    + [
      .tree("tree-missingBlob") { _ in entry("100644", "x", missing) },
      .tree("tree-missingTree") { _ in entry("40000", "x", missing) },
      .tree("tree-nullSha1") { _ in entry("100644", "x", null) },
      .tree("tree-nullFolder") { _ in entry("40000", "x", null) },
      .tree("tree-treeAsBlob") { entry("100644", "x", try $0.object("tree", [])) },
      .tree("tree-commitAsBlob") {
        entry("100644", "x", try $0.git.line("rev-parse", "refs/heads/main"))
      },
      .tree("tree-commitAsFolder") {
        entry("40000", "x", try $0.git.line("rev-parse", "refs/heads/main"))
      },
      .tree("tree-treeAsLink") { entry("120000", "x", try $0.object("tree", [])) },
      .tree("tree-empty") { _ in [] },
      .tree("tree-cutInMode") { _ in Array("1006".utf8) },
      .tree("tree-cutInName") { _ in Array("100644 x".utf8) },
      .tree("tree-cutInID") { _ in entry("100644", "x", "1234") },
      .tree("tree-noise") { _ in (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 37) } },
      .tree("tree-notSorted") {
        let id = try $0.blob(Array("x\n".utf8))
        return entry("100644", "b", id) + entry("100644", "a", id)
      },
      .tree("tree-duplicateEntries") {
        let id = try $0.blob(Array("x\n".utf8))
        return entry("100644", "a", id) + entry("100644", "a", id)
      },
      .tree("tree-fileAndFolder") {
        let id = try $0.blob(Array("x\n".utf8))
        return entry("100644", "a", id) + entry("100644", "a.b", id)
          + entry("40000", "a", try $0.object("tree", entry("100644", "x", id)))
      },
      .tree("tree-twoFolders") {
        let folder = try $0.object("tree", [])
        return entry("40000", "a", folder) + entry("40000", "a", folder)
      },
    ]

  private static let person = "Ana Silva <ana@example.com>"

  /// Commits that break the format, by git's names of what is wrong with them.
  static let commits: [HostileMaterial] =
    [
      ("missingTree", "parent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"),
      ("missingAuthor", "tree TREE\nparent PARENT\ncommitter WHO 1 +0000\n\nx\n"),
      ("missingCommitter", "tree TREE\nparent PARENT\nauthor WHO 1 +0000\n\nx\n"),
      ("missingEmail", head("author Ana Silva 1 +0000")),
      ("missingNameBeforeEmail", head("author <ana@example.com> 1 +0000")),
      ("missingSpaceBeforeEmail", head("author Ana<ana@example.com> 1 +0000")),
      ("missingSpaceBeforeDate", head("author Ana <ana@example.com>1 +0000")),
      ("badName", head("author Ana> <ana@example.com> 1 +0000")),
      ("badEmail", head("author Ana <ana<@example.com> 1 +0000")),
      ("badDate", head("author WHO never +0000")), ("zeroPaddedDate", head("author WHO 01 +0000")),
      ("badDateOverflow", head("author WHO 99999999999999999999 +0000")),
      ("farDate", head("author WHO 9223372036854775807 +0000")),
      ("negativeDate", head("author WHO -1 +0000")), ("badTimezone", head("author WHO 1 +9")),
      ("wildTimezone", head("author WHO 1 +999999999")), ("noDate", head("author WHO")),
      ("multipleAuthors", head("author WHO 1 +0000\nauthor WHO 2 +0000")),
      ("badTreeSha1", "tree zzz\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"),
      ("badParentSha1", "tree TREE\nparent zzz\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"),
      (
        "missingParent",
        "tree TREE\nparent \(missing)\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"
      ),
      ("nullTree", "tree \(null)\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"),
      (
        "absentTree",
        "tree \(missing)\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\n"
      ),
      (
        "commitAsTree",
        "tree PARENT\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"
      ),
      ("treeAsParent", "tree TREE\nparent TREE\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"),
      ("twiceTheParent", "tree TREE\nparent PARENT\nparent PARENT\n" + tail),
      ("upperCase", "TREE TREE\nparent PARENT\n" + tail), ("unterminatedHeader", "tree TREE"),
      (
        "nulInHeader",
        "tree TREE\nparent PARENT\nauthor A\0na <a@b> 1 +0000\ncommitter WHO 1 +0000\n\n"
      ),
      ("nulInCommit", "tree TREE\nparent PARENT\n" + tail + "a\0b\n"),
      ("noMessage", "tree TREE\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\n"),
      (
        "badEncoding",
        "tree TREE\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\nencoding ../../x\n\n\u{E9}\n"
      ),
      (
        "openSignature",
        "tree TREE\nparent PARENT\nauthor WHO 1 +0000\ncommitter WHO 1 +0000\ngpgsig -----BEGIN\n x\n\nx\n"
      ),
      (
        "extraHeaders",
        "tree TREE\nparent PARENT\n"
          + tail.replacing("\n\n", with: String(repeating: "\nx y", count: 5000) + "\n\n")
      ),
      ("manyParents", "tree TREE\n" + String(repeating: "parent PARENT\n", count: 2000) + tail),
      (
        "hugeMessage",
        "tree TREE\nparent PARENT\n" + tail + String(repeating: "long ", count: 2_000_000)
      ),
      (
        "hugeLine",
        "tree TREE\nparent PARENT\nauthor " + String(repeating: "A", count: 1_000_000)
          + " <a@b> 1 +0000\ncommitter WHO 1 +0000\n\nx\n"
      ),
      ("empty", ""), ("noise", String(repeating: "\u{1}\u{2}\n", count: 100)),
    ].map { name, text in
      HostileMaterial(
        name: "commit-\(name)",
        kind: .commit { tree, parent in
          Array(
            text.replacing("WHO", with: person).replacing("PARENT", with: parent)
              .replacing("TREE", with: tree).utf8)
        })
    }

  private static let tail = "author WHO 1 +0000\ncommitter WHO 1 +0000\n\nx\n"

  private static func head(_ author: String) -> String {
    "tree TREE\nparent PARENT\n\(author)\ncommitter WHO 1 +0000\n\nx\n"
  }

  /// What a branch may lead to.
  static let branches: [HostileMaterial] =
    [
      ("tag", "object COMMIT\ntype commit\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("missingTagger", "object COMMIT\ntype commit\ntag v1\n\nx\n"),
      ("badTagName", "object COMMIT\ntype commit\ntag ../x y\ntagger WHO 1 +0000\n\nx\n"),
      ("missingObject", "type commit\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("missingType", "object COMMIT\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("missingTag", "object COMMIT\ntype commit\ntagger WHO 1 +0000\n\nx\n"),
      ("badType", "object COMMIT\ntype tree\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("unknownType", "object COMMIT\ntype thing\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("badObjectSha1", "object zzz\ntype commit\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("tagOfNothing", "object \(missing)\ntype commit\ntag v1\ntagger WHO 1 +0000\n\nx\n"),
      ("emptyTag", ""),
    ].map { name, text in
      HostileMaterial(
        name: "branch-\(name)",
        kind: .branch { repository, commit in
          let bytes = text.replacing("COMMIT", with: commit).replacing("WHO", with: person)
          return try repository.object("tag", Array(bytes.utf8))
        })
    }
    + [
      HostileMaterial(
        name: "branch-tagsOfTags",
        kind: .branch { repository, commit in
          try (0..<50).reduce((commit, "commit")) { inner, _ in
            let text = "object \(inner.0)\ntype \(inner.1)\ntag v\ntagger \(person) 1 +0000\n\nx\n"
            return (try repository.object("tag", Array(text.utf8)), "tag")
          }.0
        }),
      HostileMaterial(
        name: "branch-tree",
        kind: .branch { repository, commit in
          try repository.git.line("rev-parse", commit + "^{tree}")
        }),
      HostileMaterial(
        name: "branch-blob",
        kind: .branch { repository, _ in try repository.blob(Array("x\n".utf8)) }),
      HostileMaterial(name: "branch-nothing", kind: .branch { _, _ in missing }),
    ]
}
