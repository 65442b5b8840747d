/// A name of a commit as gitrevisions(7) has it: a ref or an id, and steps from it to parents.
struct Revision {
  /// A step from a commit.
  enum Step: Equatable {
    /// To a parent, counted from 1; 0 is the commit itself.
    case parent(Int)
    /// To the first parent, so many times.
    case back(Int)
  }

  /// What the steps start from.
  let base: String
  /// The steps, in their order.
  let steps: [Step]

  /// Steps back at the most; a commit that lies further back is named by its id.
  static let most = 1_000_000

  /// Reads a name; nil where it is one of the other forms that git has.
  init?(_ name: String) {
    let start = name.firstIndex { $0 == "^" || $0 == "~" } ?? name.endIndex
    base = String(name[..<start])
    // Reflogs, searches and paths lead elsewhere, or to something else than a commit.
    guard !base.isEmpty, !base.contains("@{"), !base.contains(":") else { return nil }
    var steps: [Step] = []
    var rest = name[start...]
    while let sign = rest.popFirst() {
      if sign == "^", rest.hasPrefix("{}") || rest.hasPrefix("{commit}") {
        rest = rest.drop { $0 != "}" }.dropFirst()
        steps.append(.parent(0))
        continue
      }
      guard sign == "^" || sign == "~" else { return nil }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let count = digits.isEmpty ? 1 : Int(digits), count <= Self.most else { return nil }
      steps.append(sign == "^" ? .parent(count) : .back(count))
    }
    self.steps = steps
  }

  /// The full names of refs that a short one may stand for, the one that git prefers first.
  ///
  /// - Parameter isOrigin: Whether it is the repository that others call `origin`, so that `origin/x` is its own
  ///   branch `x`.
  static func references(named name: String, isOrigin: Bool) -> [String] {
    let name = name == "@" ? "HEAD" : name
    var names = [
      name, "refs/\(name)", "refs/tags/\(name)", "refs/heads/\(name)", "refs/remotes/\(name)",
      "refs/remotes/\(name)/HEAD",
    ]
    guard isOrigin else { return names }
    for prefix in ["origin/", "remotes/origin/", "refs/remotes/origin/"]
    where name.hasPrefix(prefix) {
      names.append("refs/heads/" + name.dropFirst(prefix.count))
    }
    if name == "origin" { names.append("HEAD") }
    return names
  }
}
