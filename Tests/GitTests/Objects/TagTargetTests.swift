import Git
import Support
import Testing
import Text

/// Annotated tags, well-formed and not, lead where git says that they lead.
struct TagTargetTests {
  @Test func tagsLeadWhereGitSays() throws {
    let folder = try TemporaryFolder()
    let raw = try RawRepository(makingAt: folder.path.appending("repo"))
    /// Writes a tag's object, however broken.
    func tag(_ text: String) throws -> String {
      try raw.object("tag", Array(text.utf8))
    }
    let commit = try raw.commit(tree: try raw.tree([]), message: Array("x\n".utf8))
    let tree = try raw.tree([])
    let who = "tagger A <a@x> 1 +0000\n"
    let whole = "object \(commit)\ntype commit\ntag v1\n\(who)\nx\n"
    let inner = try tag(whole)
    let texts = [
      whole, "object \(inner)\ntype tag\ntag v2\n\(who)\nx\n",
      "object \(commit)\ntype commit\ntag v1\n\nx\n",
      "object \(commit)\ntype commit\ntag v1\n", "object \(commit)\ntype commit\ntag v1",
      "object \(commit)\ntype commit\ntag \n", "object \(commit)\ntype commit\n\(who)\nx\n",
      "object \(commit)\ntag v1\n\(who)\nx\n", "type commit\nobject \(commit)\ntag v1\n\(who)\nx\n",
      "object \(commit)\ntype tree\ntag v1\n\(who)\nx\n",
      "object \(tree)\ntype commit\ntag v1\n\(who)\nx\n",
      "object \(inner)\ntype commit\ntag v2\n\(who)\nx\n",
      "object \(commit)\ntype thing\ntag v1\n\(who)\nx\n",
      "object \(commit) \ntype commit\ntag v1\n\(who)\nx\n",
      "object \(commit)\ntype commit \ntag v1\n\(who)\nx\n",
      "object zzz\ntype commit\ntag v1\n\(who)\nx\n", "",
      "object \(String(repeating: "1", count: 40))\ntype commit\ntag v1\n\(who)\nx\n",
    ]
    for text in texts {
      let id = try tag(text)
      let told = try raw.git.outcome(["rev-parse", "--verify", "--quiet", "\(id)^{commit}"])
      let found = try? Repository(at: raw.git.folder).resolveCommit(id).hex
      #expect(found == (told.status == 0 ? told.text : nil), "\(text)")
    }
  }
}
