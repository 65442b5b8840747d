/// A set-up of the edge repo, made by a shell in it, by which git uses a file that upstream is about to land.
public struct SetUpScript: CustomStringConvertible, Sendable {
  /// The script.
  public let script: String
  /// What has to be named: the setting, or the file that leads there.
  public let names: String
  /// The path that can't be written.
  public let path: String

  /// A set-up from its parts.
  public init(_ script: String, _ names: String, path: String = "services/api/x") {
    self.script = script
    self.names = names
    self.path = path
  }

  /// The script.
  public var description: String { script }
}
