import Git
import Rules
import Terminal
import Text

/// Why an upstream commit was made, in its author's words.
enum CommitView {
  static func rows(_ row: CommitList.Row, _ commit: CommitText?, _ model: Model) -> [Line] {
    guard let commit else { return [Line(row.subject, .heading), Line(), Line("…", .dim)] }
    let (author, committer) = (commit.author, commit.committer)
    var rows = [
      Line("commit ", .dim).adding("\(commit.id.hex)", .id), person("author ", author, model),
    ]
    if (committer.name, committer.email) != (author.name, author.email) {
      rows.append(person("by     ", committer, model))
    }
    if commit.parents.count > 1 {
      let parents = commit.parents.map(\.short).joined(separator: " ")
      rows.append(Line("merges ", .dim).adding(parents, .id))
    }
    rows += [Line(), Line(commit.subject, .heading)]
    if !commit.body.isEmpty { rows.append(Line()) }
    rows += commit.body.map { Line($0) }
    if commit.isCut { rows.append(Line("… the message goes on", .dim)) }
    return rows
  }

  private static func person(_ word: SafeText, _ who: Signature, _ model: Model) -> Line {
    Line(word, .dim).adding("\(who.name) <\(who.email)>", .author)
      .adding(", \(Timestamp.day(who.time)), \(Age(of: who.time, now: model.now).ago)", .dim)
  }
}
