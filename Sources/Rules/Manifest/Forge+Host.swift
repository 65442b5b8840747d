extension Manifest.Forge {
  /// The forge at a host, as far as its name tells.
  package init?(host: String) {
    if host == "github.com" || host.hasSuffix(".ghe.com") || host.hasPrefix("github.") {
      self = .gh
    } else if host.contains("gitlab") {
      self = .gitlab
    } else if host == "codeberg.org" || host.contains("gitea") || host.contains("forgejo") {
      self = .agit
    } else {
      return nil
    }
  }
}
