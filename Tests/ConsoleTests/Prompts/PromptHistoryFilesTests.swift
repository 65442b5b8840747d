import Foundation
import Journal
import Support
import SystemPackage
import Testing

@testable import Console

/// Lines that were typed are kept for the next run, for their owner alone.
@Suite struct PromptHistoryFilesTests {
  @Test func linesComeBackAndOthersStay() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(folder.path.appending("state"))
    let (one, two) = (PromptHistoryFiles(in: state), PromptHistoryFiles(in: state))
    one.add("first", to: .search)
    one.finish()
    two.add("second", to: .search)
    two.add("because", to: .reason)
    two.finish()
    let history = PromptHistoryFiles(in: state).read()
    #expect(history.lines(of: .search) == ["first", "second"])
    #expect(history.lines(of: .reason) == ["because"])
    let path = state.path.appending("history-search").string
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    // A file that others may write says nothing.
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    #expect(one.read().lines(of: .search).isEmpty)
  }
}
