/// Manifests that edgesync takes.
enum GoodManifests {
  /// The one of the manual.
  static let manual = """
    version: 1
    upstream:
      url: https://git.example.com/acme/platform.git   # anything `git fetch` takes
      branch: main
    mode: selective                # or: submodule
    mappings:
      - name: forecastingApi
        from: services/forecastingApi
        to: services/forecastingApi
        include: ["**"]            # this is the default
        exclude: ["tests/fixtures/large/**"]
        edge: [Dockerfile, Dockerfile.dev, docker-compose.yml, requirements.txt]
    edge: [docker-compose.yml, docker-compose.dev.yml, config/, scripts/, docs/]
    changelog: docs/sync-changelog.md
    checks: []
    land: { weekly: commit, daily: pull-request, emergency: push }
    alerts: []
    """

  /// What is left out, or blank, has its default.
  static let leftOut = """
    version: 1
    upstream: { url: ../platform }
    mappings:
      - { from: services/api, to: vendor/api }
      - { from: ., to: all/, include: , exclude: , edge: }
      - { from: ./LICENSE, to: ./, include: ~, exclude: null }
    edge:
    checks:
    land:
    alerts:
    """

  /// Checks of each kind.
  static let checkParts = """
    version: 1
    upstream: { url: u }
    mappings: [{ name: a, from: a, to: a }]
    checks:
      - name: unit tests
        run: |
          make
          make test
      - { name: image, stage: post, build: services/api, required: false, needs: [unit tests] }
      - { name: api, start: up, stop: down, http: [{ get: "http://x" }], emergency: true, env: { A: b } }
    """

  /// Every key of a manifest, of mappings, checks and probes.
  static let full = """
    # yaml-language-server: $schema=/usr/share/edgesync/schema/manifest.json
    version: 1
    upstream: { url: "git@git.example.com:acme/platform.git", branch: release/1.x }
    mode: selective
    mappings:
      - name: api
        from: ./services/api/
        to: services/api
        include: ["src/**", "*.py", /setup.cfg, 2024]
        exclude: ["!src/keep", "tests/", '\\#x']
        edge:
          - Dockerfile
          - { pattern: requirements.txt, reason: ARM64 wheels, owner: "@edge-team" }
          - pattern: "*.local"
            reason: "Each box has: its own"
          - { pattern: config/, owner: ops }
    edge:
      - docs/
      - { pattern: /scripts/, reason: how we deploy }
    changelog: docs/log.md
    sandbox: auto
    checks:
      - { name: unit, run: pytest -q, junit: out/junit.xml, timeout: 10m, env: [HOME, LANG], sandbox: require }
      - { name: speed, run: ./bench, benchmark: out/bench.json, tolerance: 0.05, against: upstream, needs: [unit] }
      - { name: size, run: ./size, benchmark: size.json, tolerance: 5%, against: 1.5e3, emergency: yes }
      - { name: image, build: ".", stage: post, required: no, env: { A: 1, B: , C: "x=y", D: true } }
      - name: api
        start: docker compose up
        http:
          - { get: "http://127.0.0.1:8000/health", status: 204, within: 250ms }
          - { post: "https://example.com/x", body: "{}", headers: { Content-Type: text/plain }, json: { a: [1, null] } }
        stop: docker compose down
    land: { weekly: commit, daily: branch, emergency: push, via: gitlab, failing: hold }
    """

  /// Submodule mode, where a mapping needs no `to`.
  static let submodule = """
    version: 1
    upstream: { url: ../platform }
    mode: submodule
    submodule: vendor/platform
    mappings:
      - { from: services/api, edge: [Dockerfile] }
      - { name: licence, from: LICENSE, to: vendor/platform/LICENSE }
    """

  /// Lists that are one list.
  static let anchors = """
    version: 1
    upstream: { url: u }
    mappings:
      - { name: a, from: a, to: a, edge: &own [Dockerfile, "*.local"] }
      - { name: b, from: b, to: b, edge: *own }
    """

  /// Time limits, and the seconds that they are.
  static let limits = [
    ("90", 90), ("90s", 90), ("10m", 600), ("2h", 7200), ("1", 1), ("168h", 604_800),
  ]

  /// One whose check has a time limit.
  static func limited(_ limit: String) -> String {
    """
    version: 1
    upstream: { url: u }
    mappings: [{ name: a, from: a, to: a }]
    checks: [{ name: c, run: make, timeout: \(limit) }]
    """
  }

  /// All of them.
  static let all =
    [manual, leftOut, checkParts, full, submodule, anchors] + limits.map { limited($0.0) }
}
