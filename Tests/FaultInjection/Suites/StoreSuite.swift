/// Damaged and forged object stores of an upstream that is read in place: the answer is that of the sound store, or
/// a sentence says what is wrong; never a crash, a hang, a wrong answer or a large amount of memory.
package struct StoreSuite: FaultSuite {
  package let name = "stores"
  package let unit = "commands on damaged or forged object stores"

  /// The suite.
  package init() {}

  package func open(_ setting: Setting) throws -> any Sweep { try StoreSweep(setting) }
}
