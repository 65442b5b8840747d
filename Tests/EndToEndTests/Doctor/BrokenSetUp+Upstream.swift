import Doctor
import Support
import SystemPackage

extension BrokenSetUp {
  private static let remote = "file://@FOLDER@/platform"

  /// Upstream, and what the lock and the manifest name of it.
  static let ofUpstream: [BrokenSetUp] = [
    .script(.upstreamMissing, "moved away", "mv platform elsewhere", hasFix: false),
    .script(
      .upstreamUnreachable, "moved away once it was fetched",
      "(cd edge && edgesync fetch) && mv platform elsewhere", url: remote, hasFix: false),
    .script(
      .upstreamUnreachable, "never reached", "mv platform elsewhere", url: remote, hasFix: false),
    BrokenSetUp(
      kind: .upstreamUnreachable, name: "a password is needed",
      url: "http://forge.example/platform"
    ) { try askForPassword($0) },
    .script(.upstreamNotFetched, "a fresh clone", "", url: remote),
    .script(
      .upstreamDamaged, "the clone's pack",
      """
      (cd edge && edgesync fetch)
      for pack in edge/.git/edgesync/mirror.git/objects/pack/*.pack; do
        chmod u+w $pack && dd if=/dev/zero of=$pack bs=1 seek=20 count=400 conv=notrunc status=none
      done
      """, url: remote),
    .script(
      .upstreamBranch, "another's name in the manifest",
      "cd edge && sed -i 's/branch: main/branch: trunk/' edgesync.yml && git commit -qam Trunk"),
    .script(
      .upstreamBranch, "renamed at the remote",
      "(cd edge && edgesync fetch) && git -C platform branch -m main trunk", url: remote),
    .script(
      .pinMissing, "history made anew, and the old one gone",
      """
      cd platform && new=$(git commit-tree -m Again main^{tree}) && git update-ref refs/heads/main $new
      git reflog expire --expire=all --all && git gc -q --prune=all
      """),
    BrokenSetUp(kind: .pinCutOff, name: "a shallow upstream", url: "../shallow") { patient in
      try patient.pair.advanceAsUsual()
      try patient.run("git clone -q --depth=1 file://$PWD/platform shallow")
    },
    .script(
      .historyRewritten, "a branch that was made anew",
      """
      cd platform && git branch kept main && new=$(git commit-tree -m Again main^{tree})
      git update-ref refs/heads/main $new
      """),
    BrokenSetUp(kind: .historyShallow, name: "a shallow clone of the edge repo") { patient in
      try patient.pair.advanceAsUsual()
      try patient.run(
        """
        (cd edge && edgesync pin --yes $(git -C ../platform rev-parse main~3))
        git clone -q --depth=1 file://$PWD/edge shallow
        cd shallow && git config user.name Robin && git config user.email robin@edge.example
        """)
      patient.place = "shallow"
    },
    BrokenSetUp(kind: .mappingMoved, name: "a folder") { _ = try $0.pair.moveService() },
    .script(
      .mappingDeleted, "a folder",
      """
      cd platform && git read-tree main && git rm -rq --cached services/api &&
      git update-ref refs/heads/main $(git commit-tree -p main -m Delete $(git write-tree))
      """, hasFix: false),
    .script(
      .mappingNowhere, "a slip",
      """
      cd edge && sed -i 's#from: services/api#from: services/apy#' edgesync.yml
      git commit -q --amend --no-edit edgesync.yml
      """),
  ]

  /// Has upstream behind a password, which a person knows who runs the fix.
  private static func askForPassword(_ patient: Patient) throws {
    let folder = patient.pair.folder
    try patient.run("git -C platform update-server-info")
    let server = try LoopbackServer { request in
      let path = String(request.path.prefix { $0 != "?" }.dropFirst("/platform".count))
      guard !request.authorization.isEmpty else {
        return .init("", status: 401, headers: ["WWW-Authenticate: Basic realm=\"x\""])
      }
      guard let text = folder.text(of: "platform/.git" + path) else {
        return .init("", status: 404)
      }
      return .init(text, headers: ["Content-Type: text/plain"])
    }
    try folder.writeProgram("#!/bin/sh\necho secret\n", to: "askpass")
    try patient.run(
      "git -C edge config url.http://127.0.0.1:\(server.port)/.insteadOf http://forge.example/")
    patient.kept = [server, CredentialCache(home: folder.path.appending("home"))]
    patient.answers = ["GIT_ASKPASS": folder.path.appending("askpass").string]
    patient.isAskedOfProgram = true
  }
}

/// git's daemon that keeps passwords, ended with the test.
private final class CredentialCache {
  private let home: FilePath

  init(home: FilePath) { self.home = home }

  deinit {
    let variables = ["HOME": home.string, "PATH": "/usr/bin:/bin"]
    _ = try? Program("/usr/bin/env", variables: variables).run(["git", "credential-cache", "exit"])
  }
}
