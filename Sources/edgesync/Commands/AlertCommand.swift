import ArgumentParser
import Git
import Rules
import Text
import Upstream
import Watching

/// `edgesync alert`: tries whether alerts reach whom they are for.
struct AlertCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert", abstract: "Send a test to each that edgesync.yml's alerts tell.",
    discussion: """
      Alerts are those of the committed edgesync.yml. Each unattended command sends them at its end; \
      `edgesync status --alert` looks at them alone. Exits 1 where a test couldn't be sent.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Flag(help: "Send a test.")
  var test = false
  @Option(
    help: ArgumentHelp("Only to those that are told of this: failed, stale, …", valueName: "name"))
  var on: AlertRule.Kind?

  func validate() throws {
    if !test {
      throw ValidationError("Give --test: alerts themselves are sent by `edgesync status --alert`.")
    }
  }

  func run() async throws {
    let command = self
    let isSent = try await cancellingOnInterrupt { try await command.send() }
    if !isSent { throw Ending(status: .failed) }
  }

  private func send() async throws -> Bool {
    guard let watch = try AlertWatch(at: directory.folder, clock: SystemClock.now) else {
      throw AlertError.none
    }
    let output = StandardOutput()
    var isSent = true
    for (rule, fault) in try await watch.test(on: on) {
      if let fault {
        isSent = false
        try output.line((Mark.bad + " ", .bad), ("\(rule.title): \(fault)", .text))
      } else {
        try output.line((Mark.good + " ", .good), ("\(rule.title): sent", .text))
      }
    }
    try output.flush()
    return isSent
  }
}

extension AlertRule.Kind: ExpressibleByArgument {}
