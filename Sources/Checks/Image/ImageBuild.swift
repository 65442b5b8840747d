import Foundation
import Git
import Journal
import Rules
import SystemPackage
import Text

/// Builds a container image by whichever engine is there, and removes it again.
struct ImageBuild {
  /// Engines in the order in which they are taken, and the word that builds.
  private static let engines = ["docker", "podman", "buildah"]
  /// Seconds for asking an engine whether it works, and for removing the image.
  private static let limit = 30

  private let work: CheckWork
  private let path: String

  init(_ work: CheckWork, of path: String) {
    self.work = work
    self.path = path
  }

  func run() async -> CheckOutcome {
    let files = work.folder.files.appending(path)
    guard FileManager.default.fileExists(atPath: files.string) else {
      return .failed("there is no folder \(path) in the candidate")
    }
    var reasons: [String] = []
    // The candidate must not choose what builds it.
    let search = ProgramSearch(
      outside: [work.folder.files, work.subject.repository]
        + ((try? Repository(discoveredFrom: work.subject.repository))?.folders ?? []),
      in: work.variables["PATH"])
    for engine in Self.engines {
      guard let program = search.find(engine) else { continue }
      // A client without its server is no engine.
      guard case .exited(0) = await quietly(program, ["info"]) else {
        reasons.append("\(engine) doesn't work (`\(engine) info` fails)")
        continue
      }
      return await build(files, by: program)
    }
    let reason =
      reasons.isEmpty
      ? "there is no container engine: install docker, podman or buildah"
      : reasons.joined(separator: ", ")
    return CheckOutcome(state: .skipped, reason: reason)
  }

  private func build(_ files: FilePath, by program: FilePath) async -> CheckOutcome {
    let image = work.folder.temporary.appending("image-id")
    let words = [
      program.string, "build", "--iidfile", image.string, "--", files.string,
    ]
    work.output.say("\(program.lastComponent?.string ?? "") build \(path)")
    let ending = await work.command(
      words.map(shellWord).joined(separator: " "), timeout: work.check.timeout)
    if let id = try? String(contentsOfFile: image.string, encoding: .utf8), !id.isEmpty {
      let name = id.trimmingCharacters(in: .whitespacesAndNewlines)
      _ = await quietly(program, ["rmi", "--force", name])
    }
    return CheckOutcome(ending, timeout: work.check.timeout)
  }

  private func quietly(_ program: FilePath, _ words: [String]) async -> CheckProcess.Ending {
    let process = CheckProcess(
      command: ([program.string] + words).map(shellWord).joined(separator: " "),
      folder: work.folder, variables: work.variables, timeout: Self.limit)
    return await process.run { _ in }
  }
}
