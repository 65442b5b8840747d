/// The schemes of this folder, as they are in the program: a name and the file's bytes each.
package enum BundledThemes {
  /// All of them, by name.
  package static let all: [(name: String, yaml: [UInt8])] = [
    ("github", PackageResources.github_yaml),
    ("gruvbox-dark-hard", PackageResources.gruvbox_dark_hard_yaml),
    ("high-contrast", PackageResources.high_contrast_yaml),
    ("nord", PackageResources.nord_yaml),
    ("solarized-light", PackageResources.solarized_light_yaml),
  ]
}
