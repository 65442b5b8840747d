import Journal
import Rules
import Text

/// What is posted of a message, in one of the formats.
package enum AlertBody {
  /// The body and its type.
  package static func body(
    of message: AlertFinding.Message, as format: AlertRule.Format
  ) -> (text: String, type: String) {
    switch format {
    case .json: (message.document, "application/json")
    case .slack: (slack(message.text), "application/json")
    case .text: (message.text + "\n", "text/plain; charset=utf-8")
    }
  }

  /// A document of Slack's webhooks, in which nobody is mentioned, whatever a commit's subject says.
  ///
  /// Slack takes `<!channel>`, `<@U1>` and links between angle brackets alone, unless it is asked to find names itself;
  /// what was made after its model (Mattermost, Rocket.Chat, Discord) takes a word behind an at sign, too. So brackets
  /// are escaped as Slack says (api.slack.com, “Formatting text for app surfaces”), at signs stand in their full
  /// width, and nothing is asked for.
  private static func slack(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "@": escaped += "\u{FF20}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    let document: JSONValue = [
      "text": .string(escaped), "mrkdwn": false, "link_names": false, "parse": "none",
    ]
    return String(decoding: document.encoded, as: UTF8.self)
  }
}
