import Text
import Yams

extension HTTPProbe {
  /// Bytes of a body at the most: curl takes lines of 100 KiB, and escapes may double it.
  private static let maximumBody = 32 << 10

  /// Reads one entry of `http`.
  init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("an http probe", of: .probe)
    let methods = Method.allCases.filter { entries[$0.rawValue] != nil }
    guard methods.count == 1, let method = methods.first, let place = entries[method.rawValue]
    else {
      throw value.invalid(
        "an http probe needs exactly one of get, head, post, put, delete",
        remedy: "Write it as `get: \"http://127.0.0.1:8000/health\"`")
    }
    let url = try place.text(SafeText(method.rawValue))
    guard ["http://", "https://"].contains(where: { url.hasPrefix($0) && url.count > $0.count })
    else {
      throw place.invalid(
        "`\(URLSecrets.masked(url: url))` isn't an http url",
        remedy: "Start it with http:// or https://")
    }
    // The url isn't repeated.
    if URLSecrets.areIn(url) {
      throw place.invalid(
        "the url has a user, a password or a token in it, which would end up in logs and commits",
        remedy:
          "Use a url that needs none, or a command (`run`) that takes it from its `env`")
    }
    var headers: [String: String] = [:]
    if let value = entries["headers"] {
      guard let texts = value.textEntries else {
        throw value.invalid("headers have to be a mapping of names to values")
      }
      for (name, content) in texts { headers[name.lowercased()] = content }
    }
    var status = Self.defaultStatus
    if let value = entries["status"] {
      status = try value.integer("status")
      guard (100...599).contains(status) else {
        throw value.invalid("\(status) isn't an HTTP status")
      }
    }
    let body = try entries["body"]?.command("body")
    if let body, let value = entries["body"], body.utf8.count > Self.maximumBody {
      throw value.invalid("body is over \(Self.maximumBody >> 10) KiB")
    }
    self.init(
      method: method, url: url, body: body, status: status,
      headers: headers,
      json: try entries["json"].map { json throws(ManifestError) in try json.jsonValue() },
      limit: try entries["within"].map { limit throws(ManifestError) in
        try limit.duration("within")
      })
  }
}

extension YAMLValue {
  /// What the value is as JSON.
  fileprivate func jsonValue() throws(ManifestError) -> JSONValue {
    if let mapping = node.mapping {
      var object: [String: JSONValue] = [:]
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { throw invalid("a key of json isn't text") }
        object[name] = try with(value).jsonValue()
      }
      return .object(JSONObject(object))
    }
    if node.sequence != nil {
      var list: [JSONValue] = []
      for item in try self.list("json") { list.append(try item.jsonValue()) }
      return .array(list)
    }
    guard let scalar = node.scalar else { throw invalid("json has to be a value") }
    // What is quoted is text, whatever it looks like.
    guard scalar.style == .any || scalar.style == .plain else { return .string(scalar.string) }
    if isNull { return .null }
    if let flag = node.bool { return .bool(flag) }
    if let number = node.float { return .double(number) }
    return .string(scalar.string)
  }
}
