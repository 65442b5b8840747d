import Support
import Testing

/// What a file is: executable, a link, empty, a folder where a file was.
@Suite struct FileKindEdgeCases {
  private let app: RawRepository.Entry = .text("one\ntwo\nthree\n")
  private let script = Array("#!/bin/sh\n".utf8)

  @Test func theExecutableBitGoesAlong() throws {
    let checked = CheckedPair(try EdgePair())
    try checked.sync([
      "app.py": .file(Array("one\ntwo\nthree\n".utf8), isExecutable: true), "run.sh": .file(script),
      "new.sh": .file(script, isExecutable: true),
    ])
    try checked.sync(["app.py": app, "run.sh": .file(script, isExecutable: true)])
  }

  @Test func linksLandAsLinks() throws {
    let checked = CheckedPair(try EdgePair())
    try checked.sync([
      "app.py": app, "run.sh": .link(to: "app.py"), "dangling": .link(to: "no such file"),
      "utils": .link(to: "."),
    ])
    try checked.sync([
      "app.py": .link(to: "run.sh"), "run.sh": .file(script), "dangling": .link(to: "app.py"),
      "utils": .folder(["math.py": .text("again\n")]),
    ])
  }

  @Test func filesBecomeFoldersAndFoldersFiles() throws {
    let checked = CheckedPair(try EdgePair())
    try checked.sync([
      "app.py": .folder(["main.py": .text("one\n"), "deep": .folder(["er.py": .text("x\n")])]),
      "utils": .text("now a file\n"),
    ])
    try checked.sync([
      "app.py": app, "utils": .folder(["math.py": .folder(["math.py": .text("deeper\n")])]),
    ])
    try checked.sync([
      "app.py": .folder(["main.py": .link(to: "../utils")]), "utils": .link(to: "app.py"),
    ])
  }

  @Test func emptyFilesLandAndFoldersGoWithTheirLastFile() throws {
    let checked = CheckedPair(try EdgePair())
    try checked.sync([
      "app.py": .text(""), "empty": .text(""), "a": .folder(["b": .folder(["c": .text("x\n")])]),
    ])
    // A tree that is empty, which git's own commands never make, is nothing to sync.
    try checked.sync([
      "app.py": app, "empty": .text("no more\n"), "a": .folder(["b": .folder([:])]),
    ])
  }
}
