extension JSONValue {
  /// The value as JSON for people to read: a member a line, two blanks a level, and a newline at the end.
  package var indented: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, level: 0)
    bytes.append(0x0A)
    return bytes
  }

  private func write(to bytes: inout [UInt8], level: Int) {
    func line(_ level: Int) {
      bytes.append(0x0A)
      bytes += Array(repeating: 0x20, count: 2 * level)
    }
    switch self {
    case .array(let values) where values.contains(where: \.hasMembers):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        line(level + 1)
        value.write(to: &bytes, level: level + 1)
      }
      line(level)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where hasMembers:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        line(level + 1)
        JSONValue.string(member.key).write(to: &bytes)
        bytes += Array(": ".utf8)
        member.value.write(to: &bytes, level: level + 1)
      }
      line(level)
      bytes.append(UInt8(ascii: "}"))
    default: write(to: &bytes)
    }
  }

  /// Whether it takes more than one line.
  private var hasMembers: Bool {
    switch self {
    case .object(let object): !object.members.isEmpty
    case .array(let values): values.contains(where: \.hasMembers)
    default: false
    }
  }
}
