import Support

/// What upstream may hold, by the classes of path, object, text and storage.
enum HostileMaterials {
  /// All of them.
  static let all: [HostileMaterial] =
    names + trees + links + modules + commits + branches + texts + bombs + storage + programs

  private static let shapes: [(name: String, entry: RawRepository.Entry)] = [
    ("file", .text("hostile\n")), ("link", .link(to: "../..")),
    ("folder", .folder(["config": .text("[core]\n\tfsmonitor = touch canary\n")])),
  ]

  /// Names that some file system or git takes for `.git`, or that no tree may hold.
  private static let names: [HostileMaterial] =
    HostileNames.wellFormed.enumerated().flatMap { index, name in
      shapes.map { .entries("name-\($0.name)-\(index)", [(name, $0.entry)]) }
    }
    + ignorable.flatMap { scalar in
      (0...4).map { place in
        var name = Array(".git".unicodeScalars)
        name.insert(scalar, at: place)
        let text = String(String.UnicodeScalarView(name))
        let digits = String(scalar.value, radix: 16)
        return .entry("name-hfs-\(digits)-\(place)", text, .text("hostile\n"))
      }
    }
    + ["app.py\u{301}", "APP.PY", "CON", "a:b", "a\\b", "trailing.", "-rf", "--upload-pack=x"]
    .enumerated().map { .entry("name-odd-\($0.offset)", $0.element, .text("hostile\n")) }

  /// What HFS+ leaves out when it compares names (git's `utf8.c`, `next_hfs_char`).
  private static let ignorable: [Unicode.Scalar] =
    (Array(0x200C...0x200F) + Array(0x202A...0x202E) + Array(0x206A...0x206F) + [0xFEFF])
    .compactMap { Unicode.Scalar(UInt32($0)) }

  /// Links to where no write may go, and in the place of git's own files.
  private static let links: [HostileMaterial] =
    [
      "/etc/passwd", "../../.git/hooks", "../../../..", ".", "..", "link", "app.py/x", "",
      "../../.git/config", "/dev/zero", "/proc/self/mem", "a\nb",
      String(repeating: "x", count: 4095),
      String(repeating: "../", count: 2000), "\u{1B}]0;x\u{7}",
    ].enumerated().map { .entry("link-target-\($0.offset)", "link", .link(to: $0.element)) }
    + [
      ".gitmodules", ".gitattributes", ".gitignore", ".mailmap", ".GITMODULES", "gitmod~1",
      "gi7eba~1", "gi7d29~2", ".gitattributes ", ".gitmodules::$DATA", ".git\u{200C}modules",
    ].enumerated().map { .entry("link-name-\($0.offset)", $0.element, .link(to: "app.py")) }
    + [.entries("link-nul", [(Array("link".utf8), .link([0x61, 0, 0x62]))])]

  /// Submodules, and what their settings would have git do.
  private static let modules: [HostileMaterial] =
    [
      "[submodule \"../../.git/x\"]\n\tpath = module\n\turl = ./x\n",
      "[submodule \"x\"]\n\tpath = module\n\turl = -u./canary\n",
      "[submodule \"x\"]\n\tpath = module\r\n\turl = ./x\n",
      "[submodule \"x\"]\n\tpath = module\n\turl = ./x\n\tupdate = !touch canary\n",
      "[submodule \"x\"]\n\tpath = ../../..\n\turl = ext::touch canary\n",
      "[submodule \"-x\"]\n\tpath = -x\n\turl = http://x\\ny\n", "[submodule", "\0\0\0",
      String(repeating: "[submodule \"x\"]\n", count: 20_000),
    ].enumerated().map { index, text in
      .entries(
        "module-\(index)",
        [
          (Array(".gitmodules".utf8), .text(text)),
          (Array("module".utf8), .gitlink(String(repeating: "1", count: 40))),
        ])
    }
    + [
      .entry("module-null", "module", .gitlink(String(repeating: "0", count: 40))),
      .entry("module-folder", ".gitmodules", .folder(["x": .text("x\n")])),
    ]
}
