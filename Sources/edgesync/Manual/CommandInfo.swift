import ArgumentParser
import Foundation

/// A command as the argument parser declares it: the part of its own description (`_dumpHelp`) that manual pages need.
struct CommandInfo: Decodable {
  /// Something that stands on a command line.
  struct Argument: Decodable {
    /// A name of an option or a flag.
    struct Name: Decodable {
      let kind: String
      let name: String

      /// As it is written.
      var written: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?

    /// Whether it is told by its place.
    var isPositional: Bool { kind == "positional" }
    /// Whether a value follows its name.
    var takesValue: Bool { kind == "option" }
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let shouldDisplay: Bool?
  let subcommands: [CommandInfo]?
  let arguments: [Argument]?

  /// The commands below it that people are shown, but for `help`.
  var commands: [CommandInfo] {
    (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
  }

  /// Its arguments that people are shown.
  var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

  /// The program with all of its commands.
  static func ofEdgesync() throws -> CommandInfo {
    struct Document: Decodable {
      let command: CommandInfo
    }
    return try JSONDecoder().decode(
      Document.self, from: Data(EdgesyncCommand._dumpHelp().utf8)
    ).command
  }
}
