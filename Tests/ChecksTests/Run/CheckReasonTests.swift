import Journal
import Testing

/// What a failed check says of itself: its failing test, else the last line that it printed.
@Suite struct CheckReasonTests {
  @Test(
    arguments: [
      (
        "echo first; echo 'E  assert 500 == 200' >&2; exit 1",
        "E  assert 500 == 200 (exit status 1)"
      ),
      ("printf '\\033[31mFAILED\\033[0m a::b\\r\\n\\n'; exit 2", "FAILED a::b (exit status 2)"),
      ("printf '10%%\\r50%%\\rno room'; exit 3", "no room (exit status 3)"),
      ("echo going; kill -9 $$", "going (ended by signal 9)"),
      ("exit 4", "exit status 4"),
      ("echo fine; exit 125", "fine (exit status 125, it can't be tried)"),
    ])
  func isWhatItPrintedLast(_ command: String, _ reason: String) async throws {
    let result = try await CheckBench().run(command)
    #expect(result.reason == reason)
  }

  @Test func oneThatTakesTooLongSaysHowFarItCame() async throws {
    let result = try await CheckBench().run("echo half; exec sleep 100", "timeout: 1s")
    #expect(result.reason == "half (it took longer than 1 s)")
  }

  @Test func oneThatPassedSaysNothing() async throws {
    #expect(try await CheckBench().run("echo all is well").reason == nil)
  }
}
