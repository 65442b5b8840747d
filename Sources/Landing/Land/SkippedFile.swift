import Git
import Text

/// A file of the work tree that a landing didn't bring to what branch and index hold.
package struct SkippedFile: Hashable, Sendable {
  /// Why it was left.
  package enum Cause: Hashable, Sendable {
    /// It isn't what it was when the sync was planned.
    case changed
    /// What the work tree holds is made by a conversion that is left to git.
    case converted(Repository.ForeignConversion)
  }

  /// The file.
  package let path: RepoPath
  /// Why it was left.
  package let cause: Cause
  /// Whether the sync would have removed it.
  package let isRemoved: Bool
  /// Whether what stands there is the file as git stores it, without the conversion.
  package let isAsStored: Bool
  /// Where upstream's Git LFS objects are, as git takes it; nil where it is no such file.
  package let objects: SafeText?

  /// A file from its parts.
  package init(
    path: RepoPath, cause: Cause, isRemoved: Bool = false, isAsStored: Bool = false,
    objects: SafeText? = nil
  ) {
    self.objects = objects
    self.path = path
    self.cause = cause
    self.isRemoved = isRemoved
    self.isAsStored = isAsStored
  }

  /// What became of it, in a few words.
  package var label: SafeText { cause == .changed ? "left as it is" : "left to git" }

  /// What is so, and what to do, for people.
  package var text: SafeText {
    switch cause {
    case .changed where isRemoved:
      "\(path.text) was saved during the sync, and upstream removed it; keep it elsewhere or delete it"
    case .changed:
      "\(path.text) was saved during the sync; compare it with `git diff --submodule=diff`"
    case .converted where isRemoved:
      "upstream removed \(path.text); your copy came from a git filter: delete it"
    case .converted(.filter("lfs")) where isAsStored:
      "\(path.text) is a Git LFS pointer here; get all such files with `\(pull)`"
    case .converted(.filter(let name)):
      "\(path.text) goes through the filter \(name); create it with `\(makeAnew)`"
    case .converted(.encoding(let name)):
      "\(path.text) is in \(name) here; create it with `\(makeAnew)`"
    }
  }

  /// What became of several, and what to do, as lines for people. Git LFS pointers are told together, for one command
  /// has the files of all of them.
  package static func lines(of files: [SkippedFile]) -> [(label: SafeText, text: SafeText)] {
    let pointers = files.filter(\.isPointer)
    guard let first = pointers.first, pointers.count > 1 else {
      return files.map { ($0.label, $0.text) }
    }
    let shown = pointers.prefix(maximumShown).map(\.path.text).joined(separator: ", ")
    let more = pointers.count - maximumShown
    let names = more > 0 ? "\(shown) and \(more) more" : shown
    let together: SafeText =
      "\(names) are Git LFS pointers here; get them all with `\(first.pull)`"
    return files.compactMap { file in
      if file == first { return (file.label, together) }
      return file.isPointer ? nil : (file.label, file.text)
    }
  }

  /// Files that are named where many are told together.
  private static let maximumShown = 3

  /// Whether Git LFS makes the file of what stands there.
  private var isPointer: Bool { cause == .converted(.filter("lfs")) && isAsStored && !isRemoved }

  /// What brings the objects from upstream: the edge repo's own remote hasn't got them.
  private var pull: SafeText {
    objects.map { "git -c remote.edgesync.url=\(word: $0) lfs pull edgesync" }
      ?? makeAnew
  }

  /// What has git write a file that it may take for unchanged.
  private var makeAnew: SafeText { "rm \(word: path) && git checkout -- \(pathspec: path)" }
}
