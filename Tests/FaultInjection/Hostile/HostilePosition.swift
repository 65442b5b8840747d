/// Where a material is planted.
enum HostilePosition: String, CaseIterable {
  /// In the mapped folder.
  case inside
  /// In a folder below it.
  case below
  /// In the upstream repository's root, which no mapping takes.
  case outside
  /// In a place that is the edge repo's own.
  case own
  /// In a commit that later ones took back.
  case past
  /// In the mapped folder of an upstream that is fetched.
  case fetched
}
