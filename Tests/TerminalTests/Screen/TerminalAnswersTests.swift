import Testing

@testable import Terminal

/// What a terminal says of itself, and what of that is understood.
@Suite struct TerminalAnswersTests {
  struct Row: CustomTestStringConvertible {
    let answers: [TerminalAnswers.Answer]
    var isDirect = false
    var background: Color?
    var testDescription: String { "\(answers)" }
  }

  static let rows = [
    Row(answers: []),
    Row(answers: [.device("1$r0;48;2;1;2;3m")], isDirect: true),
    Row(answers: [.device("1$r48:2:1:2:3m")], isDirect: true),
    Row(answers: [.device("1$r0;48:2::1:2:3m")], isDirect: true),
    Row(answers: [.device("1$r48:2:0:1:2:3;1m")], isDirect: true),
    Row(answers: [.device("0$r48;2;1;2;3m")]),
    Row(answers: [.device("1$r48;5;16m")]),
    Row(answers: [.device("1$r48m")]),
    Row(answers: [.device("1$r48;2m")]),
    Row(answers: [.device("1$r48;2;1;2;4m")]),
    Row(answers: [.device("1$rm"), .device("")]),
    Row(answers: [.device("1$r" + String(repeating: "9", count: 200) + "m")]),
    Row(answers: [.device("1+r524742")], isDirect: true),
    Row(answers: [.device("1+r524742=382f38"), .device("1$r0m")], isDirect: true),
    Row(answers: [.device("0+r524742")]),
    Row(answers: [.device("1+r5247420")]),
    Row(answers: [.device(">|tmux 3.4")], isDirect: true),
    Row(answers: [.device(">|XTerm(390)")]),
    Row(answers: [.operating("11;rgb:ffff/8080/0000")], background: .rgb(255, 128, 0)),
    Row(answers: [.operating("11;rgb:f/8/0")], background: .rgb(255, 136, 0)),
    Row(answers: [.operating("11;rgba:ff/80/00/ff")], background: .rgb(255, 128, 0)),
    Row(answers: [.operating("10;rgb:ff/80/00")]),
    Row(answers: [.operating("11;rgb:ff/80")]),
    Row(answers: [.operating("11;rgb:ff/80/00/00")]),
    Row(answers: [.operating("11;rgb:+f/80/00")]),
    Row(answers: [.operating("11;rgb:fffff/8/0")]),
    Row(answers: [.operating("11;rgb://")]),
    Row(answers: [.operating("11;#ff8000")]),
    Row(answers: [.operating("11;rgb:0/0/0"), .operating("11;q")], background: .rgb(0, 0, 0)),
  ]

  @Test(arguments: rows)
  func anAnswerSays(_ row: Row) {
    var answers = TerminalAnswers()
    for answer in row.answers { answers.take(answer) }
    #expect(answers.hasDirectColor == row.isDirect)
    #expect(answers.background == row.background)
    #expect(!answers.isComplete)
    answers.take(.attributes)
    #expect(answers.isComplete)
  }

  @Test(arguments: [
    (Color.rgb(0, 0, 0), false), (.rgb(40, 42, 54), false), (.rgb(0, 43, 54), false),
    (.rgb(255, 255, 255), true), (.rgb(253, 246, 227), true), (.rgb(0, 255, 0), true),
  ])
  func aBackgroundIsLightOrDark(_ color: Color, _ isLight: Bool) {
    guard case .rgb(let red, let green, let blue) = color else { return }
    var answers = TerminalAnswers()
    let parts = [red, green, blue].map { String($0, radix: 16) }.map {
      $0.count < 2 ? "0" + $0 : $0
    }
    answers.take(.operating("11;rgb:" + parts.joined(separator: "/")))
    #expect(answers.isLight == isLight)
  }
}
