import Git
import Rules
import Support
import Testing

/// Whatever a manifest or a lock holds, it is read or refused with a sentence.
@Suite struct ManifestFuzzTests {
  private static let words = [
    "[", "]", "{", "}", "- ", ": ", "? ", "&a ", "*a", "!!str ", "<<: ", "|\n", ">-\n", "#", "\n",
    "  ", "\t", "---\n", "...\n", "%TAG ", "~", "null", "true", "0x7f", "1e999", "-1",
    "9223372036854775808", "\"", "'", "\\", "..", "/", ".git", "a/../b", "\u{FEFF}", "\0",
    "name: ", "from: ", "to: .\n", "edge: ", "version: 1\n", "checks: ", "\"**\"", "!", "mode: ",
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "2026-09-21T14:13:20Z", "%41", "%4",
  ]

  private static let manifests = Fuzz(
    [
      """
      version: 1
      upstream: { url: "https://git.example.com/acme/platform.git", branch: main }
      mode: selective
      mappings:
        - name: api
          from: services/api
          to: services/api
          include: ["**"]
          exclude: ["tests/large/**"]
          edge: [Dockerfile, requirements.txt]
        - { from: ., to: vendor/all, exclude: &own [a, "b/"], edge: *own }
      edge: [docker-compose.yml, config/, "!config/keep"]
      changelog: docs/sync-changelog.md
      checks:
        - { name: unit, run: pytest -q, timeout: 10m, required: false, env: { A: b } }
        - { name: late, run: "true", stage: post, needs: [unit] }
      land: { weekly: commit }
      alerts: []

      """,
      """
      version: 1
      upstream:
        url: ../platform
      mappings: [{ from: a, to: b }]

      """,
    ], words: words)

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func aManifestIsReadOrRefused() {
    var read = 0
    Self.manifests.forEach { input, seed in
      let manifest: Manifest
      do {
        manifest = try Manifest(parsing: input)
      } catch {
        let message = "\(error)"
        #expect(message.hasPrefix("edgesync.yml") && !message.contains("\n"), "seed \(seed)")
        return
      }
      read += 1
      #expect(!manifest.mappings.isEmpty, "seed \(seed)")
      for mapping in manifest.mappings {
        for path in [mapping.from, mapping.to] where !path.isRoot {
          #expect(PathGuard.refusal(of: path) == nil, "seed \(seed)")
        }
      }
      #expect(!manifest.changelog.isRoot, "seed \(seed)")
    }
    // Damage that only ever refuses would try little.
    #expect(read > Fuzz.count / 50 && read < Fuzz.count)
  }

  private static let locks = Fuzz(
    [
      """
      # Written by edgesync; change it with `edgesync pin`.
      version: 1
      upstream: { url: "../platform", branch: "main" }
      pin: { id: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", date: 2026-09-21T14:13:20Z, subject: "S" }
      mappings:
        - { name: "api", tree: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", files: 4 }
      overrides:
        - { path: "a/Dockerfile", seen: "4b825dc642cb6eb9a060e54bf8d69288fbee4904" }
        - { path: "b", seen: null }
      held:
        - { id: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", reason: "breaks", by: "A <a@x>", date: 2026-09-22T14:13:20Z }

      """
    ], words: words)

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func aLockIsReadAndWrittenAlikeOrRefused() throws {
    var read = 0
    try Self.locks.forEach { input, seed in
      let lock: Lock
      do {
        lock = try Lock(parsing: input)
      } catch {
        let message = "\(error)"
        #expect(message.hasPrefix("edgesync.lock") && !message.contains("\n"), "seed \(seed)")
        return
      }
      read += 1
      let again = try Lock(parsing: Array(lock.encoded.utf8))
      #expect(again.encoded == lock.encoded, "seed \(seed)")
      #expect(again.pin.id == lock.pin.id && again.mappings == lock.mappings, "seed \(seed)")
      #expect(again.overrides == lock.overrides, "seed \(seed)")
    }
    #expect(read > Fuzz.count / 50 && read < Fuzz.count)
  }
}
