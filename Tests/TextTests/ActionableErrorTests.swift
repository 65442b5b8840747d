import Testing
import Text

/// The sentence that an error is printed as.
@Suite struct ActionableErrorTests {
  private struct Failure: ActionableError {
    var what: SafeText = "the file can't be read"
    var why: SafeText = ""
    var remedy: SafeText = ""
    let exitStatus = Text.ExitStatus.failed
  }

  @Test func partsThatAreEmptyLeaveNoTrace() {
    #expect(Failure().message.string == "the file can't be read.")
    #expect(Failure(why: "it is gone").message.string == "the file can't be read: it is gone.")
    #expect(
      Failure(why: "it is gone", remedy: "Bring it back").message.string
        == "the file can't be read: it is gone. Bring it back.")
  }

  @Test func sentencesEndOnce() {
    #expect(
      Failure(why: "Is it gone?", remedy: "Bring it back.").message.string
        == "the file can't be read: Is it gone? Bring it back.")
    #expect(Failure(why: "It is gone.").message.string == "the file can't be read: It is gone.")
  }

  @Test(arguments: [
    (Text.ExitStatus.done, 0), (.failed, 1), (.checkFailed, 2), (.inTheWay, 3), (.locked, 4),
    (.unreachable, 5), (.usage, 64), (.invalid, 78),
  ])
  func scriptsRelyOnTheStatuses(_ status: Text.ExitStatus, _ value: Int) {
    #expect(Int(status.rawValue) == value)
  }
}
