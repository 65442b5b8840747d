import Foundation
import Git
import Rules
import SystemPackage
import Text
import Upstream

/// Pull requests on GitHub through its command line program `gh`, whose credentials and hosts are the
/// user's (cli.github.com/manual/gh_api; docs.github.com/rest/pulls/pulls).
struct GitHubRequests {
  private let program: Program
  private let folder: FilePath
  private let host: String
  private let repository: String

  /// The requests of a remote's repository.
  ///
  /// - Throws: ``OfferError/noProgram(_:)`` where there is no `gh`.
  init(_ remote: EdgeRemote, _ edge: EdgeRepo) throws {
    guard let program = edge.programs.program("gh") else { throw OfferError.noProgram("gh") }
    let address = remote.forgeAddress
    guard let host = address.host else { throw OfferError.unknownForge(url: SafeText(remote.url)) }
    self.program = program
    folder = edge.root
    self.host = host
    repository = address.repositoryPath
  }

  /// Opens a request for a branch, or brings the open one up to date.
  ///
  /// - Returns: Where it is to be seen.
  func offer(_ text: RequestText, from branch: String, to base: String) async throws -> String {
    let owner = repository.split(separator: "/").first.map(String.init) ?? ""
    let query =
      "repos/\(repository)/pulls?state=open&head=\(escaped("\(owner):\(branch)"))&base=\(escaped(base))"
    let open = try decode([Request].self, await call(["--method", "GET", query]))
    let body = ["title": text.title, "body": text.description]
    if let present = open.first {
      let output = try await call(
        ["--method", "PATCH", "repos/\(repository)/pulls/\(present.number)", "--input", "-"], body)
      return try decode(Request.self, output).url
    }
    let output = try await call(
      ["--method", "POST", "repos/\(repository)/pulls", "--input", "-"],
      body.merging(["head": branch, "base": base]) { first, _ in first })
    return try decode(Request.self, output).url
  }

  private struct Request: Decodable {
    let number: Int
    let url: String

    private enum CodingKeys: String, CodingKey {
      case number
      case url = "html_url"
    }
  }

  /// Asks the interface; a body goes in by standard input, where no process list shows it.
  private func call(_ arguments: [String], _ body: [String: String]? = nil) async throws -> [UInt8]
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try await program.run(
      ["api", "--hostname", host] + arguments, in: folder,
      environment: ["GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"],
      input: try body.map { Array(try encoder.encode($0)) } ?? [])
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw OfferError.requestFailed(branch: "the branch", reason: "gh's answer can't be read")
    }
  }

  private func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }
}
