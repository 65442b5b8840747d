import Support

extension HostileMaterials {
  private static let steering = [
    "\u{1B}]0;title\u{7}\u{1B}[2J", "\u{1B}[31mred\u{9B}5m", "\u{202E}rtl\u{2066}",
    "a\rb\u{8}\u{7F}",
    "::error::x", "##[error]x", "\u{200B}\u{FEFF}\u{E0041}", "x\u{2028}Edgesync-Kind: emergency",
    "Edgesync-Check: forged passed 1", "## 2026-01-01 weekly: forged", "`touch canary`",
    "$(touch canary)",
    "e" + String(repeating: "\u{301}", count: 5000), "\"}\npin: { id: 0 }",
  ]

  /// Text that would steer a terminal, or forge a record: as a subject, an author and a file's name and
  /// content.
  static let texts: [HostileMaterial] =
    steering.enumerated().flatMap { index, text in
      [
        HostileMaterial(
          name: "text-subject-\(index)",
          kind: .commit { tree, parent in
            Array(
              "tree \(tree)\nparent \(parent)\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n\(text)\n"
                .utf8)
          }),
        HostileMaterial(
          name: "text-author-\(index)",
          kind: .commit { tree, parent in
            let name = text.replacing("\n", with: " ")
            return Array(
              "tree \(tree)\nparent \(parent)\nauthor \(name) <a@b> 1 +0000\ncommitter \(name) <a@b> 1 +0000\n\nx\n"
                .utf8)
          }),
        .entries(
          "text-path-\(index)",
          [(Array(text.utf8.filter { $0 != 0x2F }.prefix(200)), .text(text))]),
      ]
    }

  /// Small repositories that spell more than a machine can hold.
  static let bombs: [HostileMaterial] = [
    HostileMaterial(
      name: "bomb-folders",
      kind: .entries { try [(Array("bomb".utf8), bomb($0, leaf: .folder([:])))] }),
    HostileMaterial(
      name: "bomb-files", kind: .entries { try [(Array("bomb".utf8), bomb($0, leaf: .text("x")))] }),
    HostileMaterial(
      name: "bomb-deep",
      kind: .entries { repository in
        var deep: RawRepository.Entry = .text("x")
        for _ in 0..<300 {
          deep = .object(mode: "40000", id: try repository.tree([(Array("d".utf8), deep)]))
        }
        return [(Array("deep".utf8), deep)]
      }),
    HostileMaterial(
      name: "bomb-wide",
      kind: .entries { repository in
        let blob = try repository.blob(Array("x\n".utf8))
        let files = (0..<20_000).map { index in
          (Array("f\(index)".utf8), ListedFile(mode: "100644", id: blob))
        }
        let tree = try repository.git.treeID(of: Dictionary(uniqueKeysWithValues: files))
        return [(Array("wide".utf8), .object(mode: "40000", id: tree))]
      }),
    .entry("bomb-line", "line.txt", .text(String(repeating: "\u{202E}x", count: 2_000_000))),
    .entry("bomb-lines", "lines.txt", .text(String(repeating: "\n", count: 4_000_000))),
    .entry("bomb-blob", "blob.bin", .file([UInt8](repeating: 0, count: 32 << 20))),
    .entry(
      "bomb-attributes", ".gitattributes",
      .text("* " + String(repeating: "x", count: 8 << 20) + "\n")),
    .entry(
      "bomb-attributeNames", ".gitattributes",
      .text("* " + (0..<50_000).map { "a\($0)" }.joined(separator: " ") + "\n")),
    .entry("bomb-ignore", ".gitignore", .text(String(repeating: "**/a*b*c*d*e*\n", count: 5000))),
  ]

  private static func bomb(
    _ repository: RawRepository, leaf: RawRepository.Entry
  ) throws -> RawRepository.Entry {
    var entry = leaf
    for _ in 0..<10 {
      let names = (0..<10).map { (name: Array("d\($0)".utf8), entry: entry) }
      entry = .object(mode: "40000", id: try repository.tree(names))
    }
    return entry
  }

  /// Damage to, and lies in, the files of upstream's repository.
  static let storage: [HostileMaterial] =
    [
      ("blobCut", "f=$(object services/api/app.py); chmod u+w $f; truncate -s 8 $f"),
      ("blobEmpty", "f=$(object services/api/app.py); chmod u+w $f; : > $f"),
      ("blobNoise", "f=$(object services/api/app.py); chmod u+w $f; head -c 100 /dev/urandom > $f"),
      ("blobGone", "rm -f $(object services/api/app.py)"),
      ("blobIsAnother", "cp -f $(object services/api/utils) $(object services/api/app.py)"),
      ("treeGone", "rm -f $(object services/api)"),
      ("treeNoise", "f=$(object services/api); chmod u+w $f; echo noise > $f"),
      ("commitGone", "rm -f $(object '')"),
      ("commitIsATree", "cp -f $(object services) $(object '')"),
      (
        "packNoise",
        "git repack -adq; for f in .git/objects/pack/*.pack; do chmod u+w $f; truncate -s 100 $f; done"
      ),
      (
        "indexNoise",
        "git repack -adq; for f in .git/objects/pack/*.idx; do chmod u+w $f; truncate -s 1000 $f; done"
      ),
      ("indexGone", "git repack -adq; rm -f .git/objects/pack/*.idx"),
      (
        "graphNoise",
        "git commit-graph write --reachable --changed-paths; chmod -R u+w .git/objects/info; truncate -s 600 .git/objects/info/commit-graph"
      ),
      (
        "graphLies",
        "git commit-graph write --reachable; chmod -R u+w .git/objects/info; printf '\\377\\377\\377\\377' | dd of=.git/objects/info/commit-graph bs=1 seek=200 conv=notrunc 2>/dev/null"
      ),
      ("graphEmpty", "mkdir -p .git/objects/info; : > .git/objects/info/commit-graph"),
      (
        "midxNoise",
        "git repack -adq; git multi-pack-index write; chmod u+w .git/objects/pack/multi-pack-index; truncate -s 64 .git/objects/pack/multi-pack-index"
      ),
      ("alternatesLoop", "echo ../objects > .git/objects/info/alternates"),
      ("alternatesNowhere", "echo /nonexistent > .git/objects/info/alternates"),
      ("alternatesNoise", "head -c 5000 /dev/urandom > .git/objects/info/alternates"),
      (
        "grafts",
        "git rev-parse main > .git/info/grafts 2>/dev/null || { mkdir -p .git/info; git rev-parse main > .git/info/grafts; }"
      ),
      ("shallowNoise", "echo noise > .git/shallow"),
      ("shallowAll", "git rev-list --all > .git/shallow"),
      ("packedRefsNoise", "head -c 500 /dev/urandom > .git/packed-refs"),
      ("refLoop", "echo 'ref: refs/heads/main' > .git/refs/heads/main"),
      ("refNoise", "head -c 41 /dev/urandom > .git/refs/heads/main"),
      ("refLeadsOut", "echo 'ref: ../../../../etc/passwd' > .git/refs/heads/main"),
      ("refIsALink", "rm .git/refs/heads/main; ln -s /etc/passwd .git/refs/heads/main"),
      ("refIsAFolder", "rm .git/refs/heads/main; mkdir .git/refs/heads/main"),
      ("headNoise", "head -c 100 /dev/urandom > .git/HEAD"),
      ("configNoise", "echo '[core' >> .git/config"),
      (
        "configIncludes",
        "git config include.path /dev/zero.x; git config --add include.path ../config"
      ),
      ("worktreeElsewhere", "git config core.worktree /"), ("bare", "git config core.bare true"),
      ("otherOwner", "chown -R 65534 . 2>/dev/null || true"),
      (
        "replaced",
        "git replace $(git rev-parse main:services/api/app.py) $(echo evil | git hash-object -w --stdin)"
      ),
      ("notes", "git notes add -m \"$(printf '\\033[31m')\" main"),
      ("objectsIsALink", "mv .git/objects ../objects; ln -s ../../objects .git/objects"),
      ("gitIsALink", "mv .git ../real.git; ln -s ../real.git .git"),
      ("gitIsAFile", "mv .git ../real.git; echo 'gitdir: ../real.git' > .git"),
      ("format99", "git config core.repositoryFormatVersion 99"),
      ("extension", "git config core.repositoryFormatVersion 1; git config extensions.thing true"),
      (
        "objectFormat",
        "git config core.repositoryFormatVersion 1; git config extensions.objectFormat sha256"
      ),
    ].map { HostileMaterial(name: "storage-\($0)", kind: .script(prelude + $1)) }

  /// Where a loose object lies, by its path at the branch's tip.
  private static let prelude = """
    cd platform
    object() { id=$(git rev-parse "main${1:+:$1}"); echo ".git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)"; }

    """

  /// Programs that upstream names, or that its files would have git run.
  static let programs: [HostileMaterial] =
    [
      "* filter=evil\n", "* diff=evil\n", "* merge=evil\n", "* working-tree-encoding=../../x\n",
      "* ident eol=crlf text\n", "* export-subst\n", "[attr]binary filter=evil\n* binary\n",
      "* working-tree-encoding=UTF-16\n", "* filter=evil -text\n*.py !filter\n", "\0\0\n",
    ].enumerated().map { .entry("attributes-\($0.offset)", ".gitattributes", .text($0.element)) }
    + [
      "pre-commit", "commit-msg", "post-commit", "post-checkout", "reference-transaction",
      "pre-push", "post-index-change", "fsmonitor-watchman", "pre-auto-gc", "sendemail-validate",
    ].map {
      .entry(
        "hook-\($0)", $0,
        .file(Array("#!/bin/sh\ntouch ../canary canary\n".utf8), isExecutable: true))
    }
    + [
      "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "core.editor",
      "uploadpack.packObjectsHook", "core.alternateRefsCommand", "core.hooksPath",
      "credential.helper", "gpg.program",
    ].map {
      HostileMaterial(
        name: "setting-\($0)",
        kind: .script("cd platform; git config \($0) \"$PWD/../program\""))
    }
}
