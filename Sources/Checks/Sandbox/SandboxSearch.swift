import Foundation
import Git
import Journal
import SystemPackage

/// Finds once what sandbox there is for the checks of a subject.
actor SandboxSearch {
  private let subject: CheckSubject
  private let path: String?
  private let kinds: Set<SandboxKind>
  private var found: Task<Sandbox, Never>?

  /// A search.
  ///
  /// - Parameters:
  ///   - subject: What is checked; its repositories aren't shown.
  ///   - path: Where programs are found, as `PATH` has it.
  ///   - kinds: Those that are tried.
  init(for subject: CheckSubject, in path: String?, of kinds: Set<SandboxKind>) {
    self.kinds = kinds
    self.subject = subject
    self.path = path
  }

  /// The strongest that works here.
  func strongest() async -> Sandbox {
    if let found { return await found.value }
    let (subject, path, kinds) = (subject, path, kinds)
    let task = Task.detached {
      let repositories = Self.folders(of: subject)
      return await Sandbox.strongest(
        SandboxFiles(homes: Self.homes, repositories: repositories),
        by: ProgramSearch(outside: repositories, in: path), of: kinds)
    }
    found = task
    return await task.value
  }

  /// The folders of the subject's repositories: files, git folders, what they share with others.
  private static func folders(of subject: CheckSubject) -> [FilePath] {
    var folders = [subject.repository] + [subject.submodule?.upstream].compactMap { $0 }
    if let repository = try? Repository(discoveredFrom: subject.repository) {
      folders += [repository.gitFolder, repository.commonFolder]
    }
    return folders
  }

  /// The user's home: as the environment has it, and as the system's list of users does.
  private static var homes: [FilePath] {
    let named = [
      ProcessInfo.processInfo.environment["HOME"],
      getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) },
    ]
    return named.compactMap { $0 }.filter { !$0.isEmpty }.map { FilePath($0) }
  }
}
