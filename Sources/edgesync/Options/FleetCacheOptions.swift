import ArgumentParser
import Fleet
import SystemPackage

/// The option that names the cache of clones.
struct FleetCacheOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep clones here; ~/.cache/edgesync/fleet or the like unless given.", valueName: "dir"))
  var cache: String?

  /// Opens the cache.
  func open() throws -> FleetCache {
    let folder = cache.map { DirectoryOptions.start.pushing(FilePath($0)).lexicallyNormalized() }
    return try FleetCache(in: folder ?? FleetCache.standardFolder)
  }
}
