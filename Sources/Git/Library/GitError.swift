import CGit2
import SystemPackage
import Text

/// What goes wrong below the domain: libgit2, objects, refs, the git command line.
package enum GitError: ActionableError {
  /// libgit2 said no: the operation, libgit2's code and its own words.
  case library(operation: SafeText, code: Int32, words: SafeText)
  /// There is no repository at or above a folder.
  case noRepository(folder: SafeText)
  /// The repository has no work tree.
  case bare(folder: SafeText)
  /// The repository uses a format that can't be read: which, and what to run.
  case unsupported(folder: SafeText, format: SafeText, remedy: SafeText)
  /// The repository names objects by SHA-256, which libgit2 can't read.
  case objectFormat(folder: SafeText)
  /// The index is in a form that libgit2 can't read: which, and what to run.
  case index(folder: SafeText, form: SafeText, remedy: SafeText)
  /// A repository belongs to another user, and git doesn't trust it.
  case foreignOwner(folder: SafeText, owner: SafeText, remedy: SafeText)
  /// An object isn't there.
  case missing(object: SafeText, repository: SafeText)
  /// An object isn't there, and a partial clone's remote has it.
  case promised(object: SafeText, repository: FilePath, remote: String)
  /// An object is there and can't be read, for what keeps it is damaged.
  case damaged(object: SafeText, repository: FilePath, reason: SafeText)
  /// An object isn't what its kind requires.
  case malformed(object: SafeText, reason: SafeText)
  /// A tree is deeper or larger than the limits allow.
  case tooLarge(object: SafeText, limit: SafeText)
  /// A name doesn't lead to a commit.
  case unknownRevision(SafeText)
  /// A short id fits several objects.
  case ambiguousRevision(SafeText)
  /// A ref wasn't where it had to be when it was to move.
  case refMoved(name: SafeText)
  /// Another process goes on holding a lock of git's, or an ended one left it: libgit2's words of it.
  case locked(operation: SafeText, words: SafeText)
  /// There is no git command.
  case noGitCommand
  /// A git child failed.
  case command(words: SafeText, status: SafeText, output: [SafeText])
  /// A git child gave no sign of life, and was ended.
  case silent(words: SafeText, seconds: Int)
  /// A git child took longer than it had, and was ended.
  case overdue(words: SafeText, seconds: Int)
  /// Nobody waits for it any more.
  case unwanted
  /// What stands at a path isn't a file that is read: a link, a pipe, or too much.
  case unfit(path: SafeText, reason: SafeText)
  /// A folder that has to be edgesync's alone isn't.
  case foreignFolder(path: SafeText, reason: SafeText, remedy: SafeText)
  /// Something on the file system failed.
  case file(path: SafeText, operation: SafeText, reason: SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .library(let operation, _, _), .locked(let operation, _): operation
    case .noRepository(let folder): "no git repository at \(folder)"
    case .bare(let folder): "\(folder) is a bare repository"
    case .unsupported(let folder, _, _): "\(folder) can't be read"
    case .objectFormat(let folder): "\(folder) can't be read"
    case .index(let folder, _, _): "the index of \(folder) can't be read"
    case .foreignOwner(let folder, let owner, _): "\(folder) belongs to another user, \(owner)"
    case .missing(let object, let repository): "\(object) isn't in \(repository)"
    case .promised(let object, let repository, _): "\(object) isn't in \(repository.text)"
    case .damaged(let object, let repository, _): "\(object) of \(repository.text) can't be read"
    case .malformed(let object, _): "\(object) is malformed"
    case .tooLarge(let object, _): "\(object) is too large"
    case .unknownRevision(let name): "no commit is named \(name)"
    case .ambiguousRevision(let name): "\(name) matches more than one object"
    case .refMoved(let name): "\(name) moved"
    case .noGitCommand: "git isn't installed"
    case .command(let words, _, _), .silent(let words, _), .overdue(let words, _): words
    case .unwanted: "it was stopped"
    case .unfit(let path, _): "\(path) can't be read"
    case .foreignFolder(let path, _, _): "\(path) can't be used"
    case .file(let path, let operation, _): "\(operation) \(path)"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .library(_, _, let words): words
    case .noRepository, .bare, .foreignOwner, .unknownRevision, .ambiguousRevision, .missing,
      .unwanted:
      ""
    case .promised: "it is a partial clone, and edgesync doesn't fetch its missing objects"
    case .unsupported(_, let format, _): format
    case .objectFormat: "it is in SHA-256 format, and edgesync reads SHA-1 only"
    case .index(_, let form, _): form
    case .damaged(_, _, let reason): reason
    case .malformed(_, let reason): reason
    case .tooLarge(_, let limit): limit
    case .refMoved: "something else wrote to it meanwhile"
    case .locked(_, let words): "git is at work in this repo: " + words
    case .noGitCommand: "no `git` in an absolute folder of PATH"
    case .command(_, let status, let output):
      output.isEmpty ? status : status + ": " + Self.said(output, status)
    case .silent(_, let seconds):
      "it sent nothing for \(counted(seconds, "second")), so it was stopped"
    case .overdue(_, let seconds):
      "it took over \(counted(seconds, "second")), so it was stopped"
    case .unfit(_, let reason), .file(_, _, let reason), .foreignFolder(_, let reason, _): reason
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .library, .command, .file: Self.remedy(for: why)
    case .damaged(_, let repository, _): "Look for damage with `git -C \(word: repository) fsck`"
    case .malformed: "Look for damage with `git fsck` in the repository that has it"
    case .foreignFolder(_, _, let remedy): remedy
    case .unfit: "Replace it with a regular file, and run the command again"
    case .unwanted: "Start it again"
    case .silent: "Check the connection, and run the command again"
    case .overdue:
      "Look for what git waits for, such as a pipe that its configuration includes, and run the command again"
    case .noRepository: "Go into the edge repo, or name it with -C DIR"
    case .bare: "Name a checkout with -C DIR"
    case .unsupported(_, _, let remedy): remedy
    case .objectFormat:
      "Use a repository made with `git init --object-format=sha1`, git's default"
    case .index(_, _, let remedy): remedy
    case .foreignOwner(_, _, let remedy): remedy
    case .missing(_, let repository):
      "Fetch it, or look for damage with `git -C \(word: repository) fsck`"
    case .promised(_, let repository, let remote):
      remote.isEmpty
        ? "Complete it with `git -C \(word: repository) fetch --refetch --no-filter`"
        : "Complete it with `git -C \(word: repository) fetch --refetch --no-filter \(word: remote)`"
    case .tooLarge: "Map a smaller folder"
    case .unknownRevision: "List commits with `edgesync log --all`, or run `edgesync fetch` first"
    case .ambiguousRevision: "Give more digits"
    case .refMoved: "Look at it and run the command again"
    case .locked:
      "Let git finish, or end it, and run the command again; if no git is running, remove the lock"
    case .noGitCommand: "Install git"
    }
  }

  /// What a program that failed said last, as one sentence; how it ended where it said nothing.
  package static func said(_ output: [SafeText], _ status: SafeText) -> SafeText {
    output.isEmpty ? status : output.joined(separator: " / ")
  }

  /// What helps against what the system or git says.
  private static func remedy(for reason: SafeText) -> SafeText {
    let words = reason.string
    let known: [(words: [String], remedy: SafeText)] = [
      (["No space left", "quota exceeded", "File too large"], "Free some space"),
      (
        ["Permission denied", "Read-only file system", "Operation not permitted"],
        "Check that you can write there"
      ),
      (["Too many open files"], "Close programs, or raise the limit with ulimit -n"),
      (["Input/output error"], "Check the disk"),
    ]
    let found = known.first { entry in entry.words.contains { words.contains($0) } }
    return (found?.remedy ?? "Fix that") + ", and run the command again"
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .unknownRevision, .ambiguousRevision: .usage
    case .locked: .inTheWay
    default: .failed
    }
  }
}
