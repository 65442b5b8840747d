import ArgumentParser
import Git
import Reports
import Rules
import Setup
import Text
import Upstream

extension InitCommand {
  /// Prints a helper as it would be written now, as the bytes it is.
  func printHelper(_ template: HelperTemplate) throws {
    let output = StandardOutput()
    try output.write(template.bytes)
    try output.flush()
  }

  /// Brings helpers up to date that an earlier edgesync wrote and nobody changed.
  ///
  /// - Throws: ``Ending`` with the status of something in the way where somebody changed one of them.
  func updateHelpers(
    in place: EdgeRepo.Place, _ manifest: Manifest, _ output: StandardOutput
  ) throws {
    let setup = try HelperSetup(Set(Helper.allCases), in: place, manifest)
    var updates: [(file: HelperFile, update: HelperSetup.Update)] = []
    for file in setup.files {
      updates.append((file, try setup.update(file, isDryRun: helpers.isDryRun)))
    }
    if helpers.json {
      let list = updates.map { document($0.file, $0.update) }
      let all: JSONValue = ["helpers": .array(list)]
      try output.write(all.encoded + [0x0A])
    } else {
      try tell(updates, output)
    }
    try output.flush()
    if updates.contains(where: { $0.update.left != nil }) { throw Ending(status: .inTheWay) }
  }

  private func tell(
    _ updates: [(file: HelperFile, update: HelperSetup.Update)], _ output: StandardOutput
  ) throws {
    for (file, update) in updates {
      let format = String(file.template.format)
      switch (update.state, update.left) {
      case (_, let left?):
        try output.line(("left      ", .warning), ("\(file.name): \(left.why).", .text))
        try output.line("          \(left.remedy).")
      case (.outdated(let before), nil):
        try output.line(
          (helpers.isDryRun ? "to update " : "updated   ", .good),
          ("\(file.name), from format \(String(before)) to \(format)", .text))
      case (.current, nil):
        try output.line(("current   ", .dim), (file.name, .text))
      case (.changed, nil):
        try output.line(
          ("current   ", .dim), ("\(file.name), with somebody's changes", .text))
      case (.newer(let later), nil):
        try output.line(
          ("newer     ", .dim),
          ("\(file.name): format \(String(later)), and this edgesync writes \(format)", .text))
      case (.blocked(let why), nil):
        try output.line(("left      ", .warning), ("\(file.name): \(why).", .text))
      case (.missing, nil), (.foreign, nil), (.changedOutdated, nil): break
      }
    }
    let tracked = updates.filter(\.update.isUpdated).compactMap(\.file.path)
      .map { "\(pathspec: $0)" as SafeText }
    if !tracked.isEmpty, !helpers.isDryRun {
      try output.line(
        "Next: git add \(tracked.joined(separator: " ")) && git commit -m \"Update edgesync's helpers\""
      )
    } else if !updates.contains(where: { $0.update.isUpdated || $0.update.left != nil }) {
      try output.line("Every helper that edgesync wrote here is up to date.")
    }
  }

  private func document(_ file: HelperFile, _ update: HelperSetup.Update) -> JSONValue {
    var object: JSONObject = ["helper": .string(file.template.rawValue)]
    object.addPaths([("path", file.path)])
    let (state, format): (String, Int?) =
      switch update.state {
      case .missing: ("missing", nil)
      case .current: ("current", file.template.format)
      case .outdated(let format):
        (update.isUpdated && !helpers.isDryRun ? "updated" : "outdated", format)
      case .changed: ("changed", file.template.format)
      case .changedOutdated(let format): ("changed", format)
      case .newer(let format): ("newer", format)
      case .foreign: ("foreign", nil)
      case .blocked: ("blocked", nil)
      }
    object.add("state", .string(state))
    object.add("format", .optional(format))
    object.add("current", .int(file.template.format))
    object.add("left", .optional(update.left?.why.string))
    return .object(object)
  }
}
