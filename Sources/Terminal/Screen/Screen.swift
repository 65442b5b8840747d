/// Where the console is drawn and its input comes from: a terminal, or memory in tests.
package protocol Screen: AnyObject {
  /// The extent now.
  var size: Size { get }

  /// Shows a surface; only cells that differ from what is shown leave the process.
  func present(_ surface: Surface)

  /// Takes the input that has come in, without waiting for more.
  func readEvents() -> [InputEvent]
}
