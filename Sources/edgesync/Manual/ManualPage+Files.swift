import Rules
import Text

extension ManualPage {
  /// The page of `edgesync.yml`.
  static func manifest(day: String) -> ManualPage {
    var page = ManualPage(
      Manifest.fileName, section: 5, abstract: "What an edge repo takes from upstream.", day: day)
    page.heading("Description")
    page.paragraph(
      "`edgesync.yml` stands at the root of an edge repo and is committed. It says where upstream is, which of its "
        + "files are synced where, which files are the edge repo's own, what a candidate has to pass, and how a sync lands. "
        + "`edgesync init` writes the first.")
    page.paragraph(
      "A key that isn't listed here is refused, with its line. `edgesync schema manifest` prints the same as JSON Schema, "
        + "for editors and validators.")
    page.heading("Example")
    page.example(example)
    page.heading("Keys")
    for key in Schema.manifest.keys { page.addKey(key, below: "") }
    page.heading("Patterns")
    page.paragraph(
      "Patterns are those of `gitignore`(5): `**`, a slash at the end for folders, `!` to take back. They are relative "
        + "to the mapping's folder, and those of the outer `edge` to the edge repo's root.")
    page.paragraph(
      "An upstream file in a mapping's folder is edge-specific if one of the two `edge` lists names it; else it is left "
        + "out if `exclude` names it or `include` doesn't; else it is synced.")
    page.heading("Files")
    page.item(
      bold(Lock.fileName),
      "Beside it, written by edgesync: the commit that the synced files stand at.")
    page.addEnd(["edgesync(1)", "edgesync-init(1)", "gitignore(5)"])
    return page
  }

  private static let example = """
    version: 1
    upstream:
      url: https://git.example.com/acme/platform.git
      branch: main
    mappings:
      - name: forecastingApi
        from: services/forecastingApi
        to: services/forecastingApi
        edge:
          - Dockerfile
          - { pattern: requirements.txt, reason: ARM64 wheels, owner: "@edge-team" }
    edge: [docker-compose.yml, config/, scripts/, docs/]
    checks:
      - { name: unit tests, run: make test, timeout: 10m }
    land: { weekly: commit, daily: pull-request }
    """
}
