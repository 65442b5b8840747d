import Foundation
import Journal
import Rules
import Support
import SystemPackage
import Testing
import Text
import Watching

/// Messages reach whom they are for, or that they don't is recorded and tried again.
@Suite struct AlertDeliveryTests {
  @Test func whatWasDecidedAndNotSentIsSentByTheNextRun() async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.record(.failed)
    // The process ends here.
    try bench.watch()?.decide(since: bench.now)
    #expect(bench.inbox.taken() == [])
    #expect(try await bench.told() == ["failed firing"])
    #expect(try await bench.told() == [])
  }

  @Test func whatWasSentButNotNotedIsSentAgain() async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.record(.failed)
    try bench.watch()?.decide(since: bench.now)
    let database = try bench.database()
    try database.beginSending(try #require(database.dueAlerts(now: bench.now).first))
    #expect(try await bench.told() == ["failed firing"])
    #expect(try await bench.told() == [])
  }

  @Test func theEndOfWhatNobodyHeardIsNotTold() async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.record(.failed)
    try bench.watch()?.decide(since: bench.now)
    try bench.record(.offered)
    #expect(try await bench.told() == [])
    // Somebody may have heard of it.
    try bench.record(.failed)
    bench.inbox.answer([500])
    #expect(try await bench.told() == ["failed firing"])
    try bench.record(.offered)
    #expect(try await bench.told() == ["failed resolved"])
  }

  @Test func isTriedAgainAndItsErrorKept() async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.record(.failed)
    bench.inbox.answer([500, 503, 429])
    #expect(
      try await bench.told(pauses: [.zero, .zero])
        == ["failed firing", "failed firing", "failed firing"])
    #expect(try bench.database().alertDeliveries().map(\.error) == ["it answers 429"])
    #expect(bench.log.last?.contains("couldn't be sent by the post on line") == true)
    // What a server won't have isn't sent again at once.
    bench.inbox.answer([404])
    #expect(try await bench.told(pauses: [.zero, .zero]) == ["failed firing"])
    #expect(try await bench.told() == ["failed firing"])
    #expect(try await bench.told() == [])
    let delivery = try #require(try bench.database().alertDeliveries().first)
    #expect(delivery.error == nil && delivery.delivered == bench.now - 60 && delivery.tries == 3)
  }

  @Test func whatNobodyTakesForAWeekIsGivenUp() async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.record(.failed)
    bench.inbox.answer([404])
    #expect(try await bench.told() == ["failed firing"])
    #expect(try await bench.told(after: 8 * 86_400) == [])
  }

  @Test func secretsComeFromTheEnvironmentAndStayOutOfEverything() async throws {
    let bench = try AlertBench(
      "{ on: failed, post: \"${URL}/${HOOK}\", headers: { Authorization: \"Bearer ${TOKEN}\" } }")
    bench.environment["HOOK"] = "h00k-s3cret"
    try bench.record(.failed)
    #expect(try await bench.told() == [])
    #expect(bench.log.last?.contains("TOKEN isn't set in the environment") == true)
    bench.environment["TOKEN"] = "t0ken-s3cret\r\nX: y"
    #expect(try await bench.told() == [])
    #expect(bench.log.last?.contains("what TOKEN holds") == true)
    bench.environment["TOKEN"] = "t0ken-s3cret"
    // Nothing listens there.
    let url = bench.environment["URL"]
    bench.environment["URL"] = "http://s3cret.invalid:1"
    #expect(try await bench.told() == [])
    bench.environment["URL"] = url
    #expect(try await bench.told() == ["failed firing"])
    #expect(bench.inbox.authorizations == ["Authorization: Bearer t0ken-s3cret"])
    let state = try FileManager.default.contentsOfDirectory(
      atPath: bench.root.appending(".git/edgesync").string)
    for name in state {
      let bytes = FileManager.default.contents(
        atPath: bench.root.appending(".git/edgesync/\(name)").string)
      #expect(bytes?.firstRange(of: Data("s3cret".utf8)) == nil, "\(name)")
    }
    #expect(!bench.log.joined().contains("s3cret"), "\(bench.log)")
  }

  @Test func redirectionsAreNotFollowed() async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.record(.failed)
    bench.inbox.answer([302])
    #expect(try await bench.told(pauses: [.zero]) == ["failed firing"])
    #expect(try bench.database().alertDeliveries().map(\.error) == ["it answers 302"])
  }

  @Test func aCommandGetsTheDocument() async throws {
    let bench = try AlertBench("{ on: drift, run: \"cat > ../told; echo $MAILTO >> ../told\" }")
    bench.environment["MAILTO"] = "team@example.com"
    try bench.pair.write("mine\n", to: "services/api/app.py")
    #expect(try await bench.told() == [])
    let told = try #require(bench.pair.folder.text(of: "told"))
    #expect(told.hasPrefix("{\"alert\":\"drift\",\"state\":\"firing\",\"repo\":\"edge\""))
    #expect(told.hasSuffix("}\nteam@example.com\n"))
    #expect(bench.log.last?.contains("was sent by the command on line") == true)
  }

  @Test func aCommandThatFailsIsRecordedWithoutSecrets() async throws {
    let bench = try AlertBench("{ on: drift, run: \"echo bad $TOKEN >&2; exit 3\" }")
    bench.environment["TOKEN"] = "t0ken-s3cret"
    try bench.pair.write("mine\n", to: "services/api/app.py")
    #expect(try await bench.told() == [])
    #expect(
      try bench.database().alertDeliveries().map(\.error) == ["it exited with 3: bad ***"])
  }

  @Test func onlyWhatIsCommittedRuns() async throws {
    let bench = try AlertBench("{ on: drift, run: \"touch ../told\" }")
    let manifest = try #require(bench.pair.folder.text(of: "edge/edgesync.yml"))
    try bench.pair.write(
      manifest.replacing("touch ../told", with: "touch ../evil"), to: "edgesync.yml")
    try bench.pair.write("mine\n", to: "services/api/app.py")
    #expect(try await bench.told() == [])
    #expect(bench.pair.folder.text(of: "told") != nil)
    #expect(bench.pair.folder.text(of: "evil") == nil)
  }

  @Test func twoThatLookAtOnceTellOnce() async throws {
    let bench = try AlertBench("{ on: [failed, drift, landed], post: \"@URL@\" }")
    try bench.record(.failed)
    try bench.pair.write("mine\n", to: "services/api/app.py")
    let (root, environment, now) = (bench.root, bench.environment, bench.now)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await AlertWatch(at: root, environment: environment, clock: { now })?
            .evaluate(since: now) { _ in }
        }
      }
      try await group.waitForAll()
    }
    // One of them may have been told to leave it to another that had just looked for the last time.
    try await bench.watch()?.deliver { _ in }
    #expect(bench.inbox.taken().count == 2)
  }

  @Test func aTestReachesEach() async throws {
    let bench = try AlertBench(
      "{ on: drift, post: \"@URL@\" }\n  - { on: [failed, drift], run: \"exit 1\" }")
    let watch = try #require(try bench.watch())
    let told = try await watch.test(on: nil)
    #expect(told.map { $0.fault?.string } == [nil, "it exited with 1"])
    #expect(try await watch.test(on: .failed).count == 1)
    await #expect(throws: AlertError.self) { try await watch.test(on: .landed) }
    #expect(try bench.database().alertDeliveries() == [])
  }
}
