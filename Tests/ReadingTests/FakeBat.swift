import Git
import Reading
import Support

/// A `batcat` that a test writes as a shell script.
struct FakeBat {
  let folder: TemporaryFolder

  init(_ script: String) throws {
    folder = try TemporaryFolder()
    try folder.writeProgram(
      "#!/bin/sh\n" + script.replacing("@FOLDER@", with: folder.name) + "\n", to: "bin/batcat")
  }

  /// The highlighter that finds it.
  func highlighter(within limit: Duration = .seconds(60)) -> BatHighlighter? {
    BatHighlighter(
      ProgramSearch(outside: [], in: folder.name + "/bin:/usr/bin:/bin"), within: limit)
  }
}
