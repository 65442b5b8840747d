import Git
import Rules
import Terminal
import Text

/// Why an upstream commit was made, in its author's words.
enum CommitView {
  static func rows(_ row: CommitList.Row, _ commit: CommitText?, _ model: Model) -> [Line] {
    guard let commit else { return [Line(row.subject, .heading), Line(), Line("…", .dim)] }
    let (author, committer) = (commit.author, commit.committer)
    let pages = model.summary?.pages
    var rows = [
      Line("commit ", .dim).adding("\(commit.id.hex)", .id, link: pages?.commit(commit.id.hex)),
      person("author ", author, model),
    ]
    if (committer.name, committer.email) != (author.name, author.email) {
      rows.append(person("by     ", committer, model))
    }
    if commit.parents.count > 1 {
      var merged = Line("merges", .dim)
      for parent in commit.parents {
        merged.add(" ")
        merged.add(parent.short, .id, link: pages?.commit(parent.hex))
      }
      rows.append(merged)
    }
    rows += [Line(), commit.heading]
    if !commit.body.isEmpty { rows.append(Line()) }
    rows += commit.body
    if commit.isCut { rows.append(Line("… the message goes on", .dim)) }
    return rows
  }

  private static func person(_ word: SafeText, _ who: Signature, _ model: Model) -> Line {
    Line(word, .dim).adding("\(who.name) <\(who.email)>", .author)
      .adding(", \(Timestamp.day(who.time)), \(Age(of: who.time, now: model.now).ago)", .dim)
  }
}
