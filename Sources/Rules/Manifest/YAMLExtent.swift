import CYaml
import Text

/// How deep and how large a YAML document is, told from its events before a node is made of it.
///
/// Nodes are made, compared and hashed by recursion, and an alias stands for a copy: without bounds a
/// kilobyte of brackets ends the process, and a kilobyte of aliases fills the memory.
enum YAMLExtent {
  /// Lists and mappings inside each other at the most.
  static let maximumDepth = 64
  /// Nodes at the most that aliases add to those that are written out.
  static let maximumAliased = 10_000
  /// Nodes at the most that are written out: each takes a few hundred bytes of memory for two in the file.
  static let maximumWritten = 400_000

  /// Why a document is too much, and the line where it gets so; nil where it isn't, or where it can't
  /// be read.
  static func excess(of text: String) -> (line: Int, reason: SafeText)? {
    var text = text
    return text.withUTF8 { bytes in
      var parser = yaml_parser_t()
      guard yaml_parser_initialize(&parser) == 1 else { return nil }
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      var walk = Walk(limit: bytes.count + maximumAliased)
      return walk.excess(&parser)
    }
  }

  /// A list or a mapping: nodes in it, itself among them, and how deep they lie.
  private struct Extent {
    var nodes = 1
    var depth = 0
    var anchor: String?

    mutating func take(_ inner: Extent) {
      nodes += inner.nodes
      depth = max(depth, inner.depth + 1)
    }
  }

  private struct Walk {
    let limit: Int
    private var open: [Extent] = []
    private var anchored: [String: Extent] = [:]
    private var written = 0

    init(limit: Int) {
      self.limit = limit
    }

    mutating func excess(_ parser: inout yaml_parser_t) -> (line: Int, reason: SafeText)? {
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        switch event.type {
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return nil
        case YAML_SCALAR_EVENT: close(Extent(anchor: name(event.data.scalar.anchor)))
        case YAML_ALIAS_EVENT:
          close(name(event.data.alias.anchor).flatMap { anchored[$0] } ?? Extent())
        case YAML_SEQUENCE_START_EVENT:
          open.append(Extent(anchor: name(event.data.sequence_start.anchor)))
        case YAML_MAPPING_START_EVENT:
          open.append(Extent(anchor: name(event.data.mapping_start.anchor)))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
          if let last = open.popLast() { close(last) }
        default: continue
        }
        if ![YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT].contains(event.type) { written += 1 }
        if written > maximumWritten {
          return (line, "it holds more than \(maximumWritten) values")
        }
        if open.count + (open.last?.depth ?? 0) > maximumDepth {
          return (line, "it is nested more than \(maximumDepth) deep")
        }
        if open.last.map({ $0.nodes > limit }) == true {
          return (line, "its aliases make it too large")
        }
      }
    }

    /// Counts a node that is complete into the one that it lies in.
    private mutating func close(_ extent: Extent) {
      if let anchor = extent.anchor {
        anchored[anchor] = Extent(nodes: extent.nodes, depth: extent.depth)
      }
      if !open.isEmpty { open[open.count - 1].take(extent) }
    }

    private func name(_ anchor: UnsafePointer<UInt8>?) -> String? {
      anchor.map { String(cString: $0) }
    }
  }
}
