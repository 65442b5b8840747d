import Git
import Text

/// Upstream's pages on its forge: docs.github.com, “Autolinked references and URLs”; docs.gitlab.com, “GitLab Flavored
/// Markdown”; forgejo.org/docs, “Linked references”.
package struct UpstreamPages: Hashable, Sendable {
  private let forge: Manifest.Forge
  private let root: String

  /// The pages of a repository; nil where its address doesn't tell which forge has it.
  package init?(_ address: UpstreamAddress) {
    guard let host = address.host, let forge = Manifest.Forge(host: host) else { return nil }
    let path = address.repositoryPath
    guard !path.isEmpty, WebAddress("https://\(host)/\(path)") != nil else { return nil }
    self.forge = forge
    root = "https://\(host)/\(path)/" + (forge == .gitlab ? "-/" : "")
  }

  /// A commit's page.
  ///
  /// - Parameter id: Its id, which may be shortened.
  package func commit(_ id: some StringProtocol) -> WebAddress? {
    WebAddress("\(root)commit/\(id)")
  }

  /// The page of what `#12` means: an issue or, where forges count both alike, a request.
  package func issue(_ number: some StringProtocol) -> WebAddress? {
    WebAddress("\(root)issues/\(number)")
  }

  /// The page of what `!12` means; nil where that isn't a request.
  package func request(_ number: some StringProtocol) -> WebAddress? {
    switch forge {
    case .gitlab: WebAddress("\(root)merge_requests/\(number)")
    case .agit: WebAddress("\(root)pulls/\(number)")
    case .gh: nil
    }
  }
}
