import Foundation
import Git
import SystemPackage
import Text

/// Where upstream is: a url or a local path, and a branch.
package struct UpstreamAddress: Hashable, Sendable {
  /// What `git fetch` takes, as the manifest writes it.
  package let url: String
  /// The branch's short name.
  package let branch: String

  /// An address from its parts; ``urlRefusal`` and ``branchRefusal`` say whether it may be used.
  package init(url: String, branch: String) {
    self.url = url
    self.branch = branch
  }

  /// The url for people, without what may be a secret in it.
  package var shown: SafeText { SafeText(URLSecrets.masked(url: url)) }

  /// The branch's full name.
  package var reference: String { "refs/heads/" + branch }

  /// How it is reached.
  package enum Transport: Hashable, Sendable {
    /// A path on this machine, read in place.
    case local(String)
    /// Fetched with the git command line, by a protocol.
    case remote(scheme: String)
  }

  /// How the url is reached, told as git tells it (`connect.c`): a scheme, else `host:path`, else a path.
  ///
  /// By bytes, as git reads it: in a `String`, a mark after a colon or a slash makes another character
  /// of it, and hides it from a search.
  package var transport: Transport {
    let bytes = Array(url.utf8)
    if let scheme = bytes.firstRange(of: Array("://".utf8)) {
      return .remote(
        scheme: String(decoding: bytes[..<scheme.lowerBound], as: UTF8.self).lowercased())
    }
    let beforeSlash = bytes.prefix { $0 != UInt8(ascii: "/") }
    guard let colon = beforeSlash.firstIndex(of: UInt8(ascii: ":")) else { return .local(url) }
    if colon + 1 < beforeSlash.endIndex, beforeSlash[colon + 1] == UInt8(ascii: ":") {
      return .remote(scheme: String(decoding: bytes[..<colon], as: UTF8.self))
    }
    return .remote(scheme: "ssh")
  }

  /// Why the url must not be used and what to do instead, or nil where it may be.
  package var urlRefusal: (reason: SafeText, remedy: SafeText)? {
    if url.utf8.first == UInt8(ascii: "-") {
      return ("it starts with a dash", "Write ./ before a path")
    }
    if url.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) {
      return ("it holds a control character", "")
    }
    if URLSecrets.areIn(url) {
      return (
        "it has a user, a password or a token in it, which would end up in logs and commits",
        "Write it without, and keep credentials in git's credential helper, or use ssh"
      )
    }
    if case .remote(let scheme) = transport, !Self.schemes.contains(scheme) {
      return (
        "git would run a helper for `\(scheme)`",
        "Use one of \(Self.schemes.joined(separator: ", ")), or a local path"
      )
    }
    return nil
  }

  /// Why the branch's name must not be used, or nil where it may be.
  package var branchRefusal: SafeText? {
    Self.isBranchName(branch) ? nil : "`\(branch)` isn't a valid branch name"
  }

  static let schemes = ["https", "ssh", "git", "file", "http"]

  /// Whether a branch can have a name, and no program takes it for an option.
  package static func isBranchName(_ name: String) -> Bool {
    !name.hasPrefix("-") && ReferenceName.isWellFormed(("refs/heads/" + name).utf8)
  }

  /// The host's name in lower case; nil for a path.
  package var host: String? {
    guard case .remote = transport else { return nil }
    var rest = url[...]
    if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "/" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    return String(rest.prefix { $0 != ":" }).lowercased()
  }

  /// The repository's path at its host, without slashes around it and without `.git`.
  package var repositoryPath: String {
    var rest = url[...]
    if let scheme = rest.range(of: "://") {
      rest = rest[scheme.upperBound...].drop { $0 != "/" }
    } else if let colon = rest.firstIndex(of: ":") {
      rest = rest[rest.index(after: colon)...]
    }
    var path = rest.split(separator: "/").joined(separator: "/")
    if path.hasSuffix(".git") { path.removeLast(4) }
    return path
  }

  /// The repository's name for people: the last two names of the url, without `.git`.
  package var repositoryName: String {
    var path = Array(url.utf8)[...]
    if let scheme = path.firstRange(of: Array("://".utf8)) {
      path = path[scheme.upperBound...].drop { $0 != UInt8(ascii: "/") }
    } else if case .remote = transport, let colon = path.firstIndex(of: UInt8(ascii: ":")) {
      path = path[(colon + 1)...]
    }
    var names = path.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    names.removeAll { $0 == "." || $0 == ".." }
    if names.last == ".git" { names.removeLast() }
    if let last = names.last, last.hasSuffix(".git") {
      names[names.count - 1] = String(last.dropLast(4))
    }
    if case .local = transport { return names.last ?? url }
    return names.isEmpty ? url : names.suffix(2).joined(separator: "/")
  }

  /// Whether two addresses lead to one repository, as far as their texts tell: a protocol, a user, a
  /// port and `.git` at the end make no difference.
  ///
  /// - Parameter root: What relative paths are taken from.
  package func isSamePlace(as other: UpstreamAddress, from root: FilePath) -> Bool {
    place(from: root) == other.place(from: root)
  }

  /// Host and path in the shortest form.
  private func place(from root: FilePath) -> [String] {
    let path = localFolder(from: root)?.string ?? repositoryPath
    var names = path.split(separator: "/").map(String.init)
    if names.last == ".git" { names.removeLast() }
    if let last = names.last, last.hasSuffix(".git") {
      names[names.count - 1] = String(last.dropLast(4))
    }
    return [host ?? ""] + names
  }

  /// A local path, taken from a folder where it is relative.
  package func localFolder(from root: FilePath) -> FilePath? {
    guard case .local(let path) = transport else { return nil }
    if path == "~" || path.hasPrefix("~/") {
      let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
      return FilePath(home).appending(String(path.dropFirst(2)))
    }
    let isWhole = path.utf8.first == UInt8(ascii: "/")
    return (isWhole ? FilePath(path) : root.appending(RepoPath(path))).normalized
  }
}
