import Support
import Testing

/// Symlinks and submodules that would lead a write elsewhere.
@Suite struct HostileLinkTests {
  private let app: RawRepository.Entry = .text("one\ntwo\nthree\n")

  @Test func folderBecomesALinkAndAFolderAgain() throws {
    let pair = try EdgePair()
    _ = try Program("/bin/mkdir").run([pair.folder.name + "/outside"])
    try pair.folder.write("precious\n", to: "outside/math.py")
    let outside = pair.folder.name + "/outside"
    let steps: [RawRepository.Entry] = [
      .link(to: outside), .folder(["math.py": .text("hostile\n"), "new.py": .text("hostile\n")]),
      .link(to: "../../../outside"), .text("a file\n"), .link(to: outside),
      .folder(["math.py": .folder(["deep": .text("x\n")])]),
    ]
    for step in steps {
      try pair.advance(["app.py": app, "utils": step], subject: "Change utils")
      let around = try pair.surroundings()
      let outcome = try pair.run("pin", "main", "--yes")
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(try pair.surroundings() == around)
      #expect(try pair.run("verify").status == 0)
      #expect(
        try pair.edge.git.outcome(["ls-tree", "-r", "HEAD", "services/api/utils"]).text
          == pair.platform.git.outcome(["ls-tree", "-r", "main", "services/api/utils"]).text)
      #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    }
    #expect(pair.folder.text(of: "outside/math.py") == "precious\n")
  }

  @Test(arguments: [
    "/etc/passwd", "../../.git/hooks", "../../../..", "../../../../../../../../etc/passwd",
    "../../.git/config",
  ])
  func linkOutLandsAsALinkAndIsSaid(_ target: String) throws {
    let pair = try EdgePair()
    try pair.advance(["app.py": app, "link": .link(to: target)], subject: "Add a link")
    let git = try pair.gitFolder()
    let patch = try pair.run("diff", "--patch")
    #expect(patch.text.contains("+" + target))
    #expect(!patch.text.contains("root:x:0"))
    let landed = try pair.run("pin", "main", "--yes")
    #expect(landed.status == 0, "\(landed.errorText)")
    #expect(
      landed.text.contains("note: services/api/link: the link leads out of the repo, to \(target)"),
      "\(landed.text)")
    #expect(
      try Program("/bin/readlink").run(["services/api/link"], in: pair.edge.git.folder).text
        == target)
    // A file in the link's place, or in a folder in its place, is written here and not there.
    try pair.advance(["app.py": app, "link": .text("hostile\n")], subject: "Make it a file")
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    try pair.advance(["app.py": app, "link": .link(to: target)], subject: "Make it a link")
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    try pair.advance(
      ["app.py": app, "link": .folder(["post-commit": .text("#!/bin/sh\n")])],
      subject: "Make it a folder")
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.gitFolder() == git)
  }

  @Test func linksThatNoFileSystemCanHoldAreRefused() throws {
    for target in [[], [0x61, 0, 0x62], [UInt8](repeating: 0x78, count: 4096)] {
      let pair = try EdgePair()
      try pair.advance(["app.py": app, "link": .link(target)], subject: "Add a link")
      let state = try pair.state()
      let outcome = try pair.run("pin", "main", "--yes")
      #expect(outcome.status == 1)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("services/api/link (a symlink"), "\(outcome.errorText)")
      #expect(try pair.state() == state)
    }
  }

  @Test func aPersonsLinkInTheWayIsNotFollowed() throws {
    let pair = try EdgePair()
    try pair.advance(
      [
        "app.py": .text("hostile\n"),
        "utils": .folder(["math.py": .text("hostile\n"), "sub": .folder(["new": .text("x\n")])]),
      ], subject: "Change everything")
    for script in [
      "mv services ../moved; ln -s ../moved services",
      "mv services/api/utils ../utils; ln -s ../../../utils services/api/utils",
      "mkdir ../out; rm services/api/app.py; ln -s ../../../out/app.py services/api/app.py",
      "mkdir ../out2; ln -s ../../../../out2 services/api/utils/sub",
    ] {
      let moved = try pair.edge.git.shell(script)
      try #require(moved.status == 0, "\(moved.errorText)")
      let state = try pair.state()
      let around = try pair.surroundings()
      let outcome = try pair.run("pin", "main", "--yes")
      #expect(outcome.status == 3, "\(script): \(outcome.errorText)")
      #expect(try pair.state() == state)
      #expect(try pair.surroundings() == around)
      #expect(
        try pair.edge.git.shell(
          "rm -rf services; git checkout -q HEAD -- services; rm -rf ../moved ../utils"
        ).status == 0)
    }
  }

  @Test(arguments: [
    ".gitmodules", ".gitattributes", ".GITMODULES", "gitmod~1", "gi7eba~1", ".gitattributes ",
    ".gitmodules::$DATA",
  ])
  func linksInThePlaceOfGitsOwnFilesAreRefused(_ name: String) throws {
    let pair = try EdgePair()
    try pair.advance(["app.py": app, name: .link(to: "app.py")], subject: "Add a link")
    let state = try pair.state()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("services/api/\(name)"), "\(outcome.errorText)")
    #expect(try pair.state() == state)
  }

  @Test func submoduleInAMappingIsRefused() throws {
    let pair = try EdgePair()
    try pair.advance(
      [
        "app.py": app, "module": .gitlink(pair.pin),
        ".gitmodules": .text(
          "[submodule \"../../.git/x\"]\n\tpath = module\n\turl = -u./canary\n\tupdate = !\(pair.canaryCommand)\n"
        ),
      ], subject: "Add a module")
    for (arguments, outcome) in try pair.look() where arguments.first != "pin" {
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
    }
    let state = try pair.state()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("services/api/module (it is a submodule)"))
    #expect(try pair.state() == state)
    #expect(try pair.canaries().isEmpty)
  }
}
