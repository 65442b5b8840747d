/// The schemes of base16.yaml, as they are in the program.
package enum BundledThemes {
  /// All of them: a name, which is the scheme's slug, and its document.
  package static let all: [(name: String, yaml: String)] =
    String(decoding: PackageResources.base16_yaml, as: UTF8.self)
    .split(separator: "\n---\n").compactMap { document in
      document.split(separator: "\n").first { $0.hasPrefix("slug: ") }.map { slug in
        (slug.dropFirst(6).filter { $0 != "\"" }, document + "\n")
      }
    }
}
