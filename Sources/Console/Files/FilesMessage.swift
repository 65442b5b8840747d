import Git
import Rules
import Text

/// What is known of a candidate's files.
package enum FilesMessage: Sendable {
  /// They are known, and which of them are renames isn't yet.
  case withoutRenames(FileList.Key, [FileChange])
  /// They are remembered.
  case remembered(FileList.Key)
  /// They are known.
  case found(FileList.Key, [FileChange])
  /// They can't be told.
  case failed(FileList.Key, SafeText)
  /// More files' lines were counted, and some say that they are generated.
  case counted(FileList.Key, [Int: LineCounts], generated: Set<Int>)
}
