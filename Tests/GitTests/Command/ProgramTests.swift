import Git
import SystemPackage
import Testing
import Text

@Suite struct ProgramTests {
  private static let input = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)

  @Test func aProgramMayLeaveItsInputUnread() async throws {
    let program = try #require(ProgramSearch(outside: []).program("true"))
    #expect(try await program.run([], in: "/", environment: [:], input: Self.input) == [])
  }

  @Test func aProgramReadsItsInputFromTheBeginning() async throws {
    let program = try #require(ProgramSearch(outside: []).program("cat"))
    #expect(try await program.run([], in: "/", environment: [:], input: Self.input) == Self.input)
    #expect(try await program.run([], in: "/", environment: [:], input: []) == [])
  }

  @Test func aProgramThatPrintsWithoutEndIsEnded() async throws {
    let program = try #require(ProgramSearch(outside: []).program("yes"))
    let error = await #expect(throws: GitError.self) {
      try await program.run([], in: "/", environment: [:], input: [])
    }
    #expect(error?.message.string.contains("it prints more than 64 MiB") == true)
  }

  @Test func aProgramAloneHasNoOtherVariables() async throws {
    let program = try #require(ProgramSearch(outside: []).program("env"))
    let output = try await program.runAlone(
      [], in: "/", environment: ["A": "b"], input: [], within: .seconds(60))
    let names = output.split(separator: 0x0A).map {
      String(decoding: $0.prefix { $0 != 0x3D }, as: UTF8.self)
    }
    #expect(Set(names).subtracting(["PWD"]) == ["A", "PATH"])
  }
}
