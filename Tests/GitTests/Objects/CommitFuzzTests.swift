import Support
import Testing

@testable import Git

/// Commit objects in any state are read, or refused with what they lack.
@Suite struct CommitFuzzTests {
  private static let commits = Fuzz(
    [
      """
      tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
      parent 898fd41d2a2bd8a3c4a2ab1f6b1a4cf39b1a2c3d
      parent 1234567d2a2bd8a3c4a2ab1f6b1a4cf39b1a2c3d
      author Ana Silva <ana@example.com> 1790000000 +0000
      committer Robin <robin@example.com> 1790000000 -1130
      encoding ISO-8859-1
      gpgsig -----BEGIN PGP SIGNATURE-----
       abc
       -----END PGP SIGNATURE-----

      Subject
      of two lines

      Body

      """
    ],
    words: [
      "tree ", "parent ", "author ", "committer ", "encoding ", "encoding UTF-7\n",
      "encoding Shift_JIS\n", "encoding \0\n", "\n", "\n\n", " ", "<", ">", "<>", " +9999",
      " -0000",
      " 9223372036854775808", " -1", "\0", "\r", "\t", "\u{301}", "é",
    ])

  private static let id = ObjectID.emptyTree

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func aCommitIsReadOrRefused() {
    var read = 0
    Self.commits.forEach { input, seed in
      let commit: Commit
      do {
        commit = try input.withUnsafeBytes { bytes in
          try Commit(id: Self.id, parsing: bytes)
        }
      } catch {
        #expect("\(error)".contains("commit 4b825dc"), "seed \(seed)")
        return
      }
      read += 1
      // It is told by the first line, and by parents in the lines that follow it; one that is cut off is none.
      let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
      let first = String(decoding: (lines.first ?? []).prefix(45), as: UTF8.self)
      #expect(first.dropFirst(5).lowercased() == commit.tree.hex, "seed \(seed)")
      let parents = lines.dropLast().dropFirst().prefix {
        $0.starts(with: "parent ".utf8) && $0.count == 47
      }
      #expect(commit.parents.count == parents.count, "seed \(seed)")
      #expect(!commit.subject.utf8.contains(0x0A), "seed \(seed)")
      #expect(commit.message.utf8.count <= 6 * input.count, "seed \(seed)")
      _ = commit.body
    }
    #expect(read > Fuzz.count / 10 && read < Fuzz.count)
  }
}
