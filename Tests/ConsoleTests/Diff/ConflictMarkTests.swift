import Testing

@testable import Console

@Suite struct ConflictMarkTests {
  @Test(arguments: [
    ("<<<<<<< yours", true), ("||||||| upstream before", true), ("=======", true),
    ("=======\r", true), (">>>>>>> upstream now", true),
    ("<<<<<<", false), ("<<<<<<<<", false), ("========", false), (" =======", false),
    ("<=<=<=<", false), ("", false), ("<<<<<<<yours", false),
  ])
  func isToldByItsSign(_ line: String, _ isMark: Bool) {
    #expect(ConflictMark.isMark(Array(line.utf8)) == isMark)
  }
}
