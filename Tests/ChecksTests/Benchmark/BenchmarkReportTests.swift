import Foundation
import Testing

@testable import Checks

@Suite struct BenchmarkReportTests {
  private func read(_ text: String) throws(BenchmarkReport.Fault) -> [String] {
    try BenchmarkReport(Data(text.utf8)).figures.map { "\($0.name)=\($0.value) \($0.unit)" }
  }

  @Test func readsHyperfine() throws {
    let text = """
      {"results": [
        {"command": "sleep 1", "mean": 1.2, "stddev": 0.1, "median": 1.1, "user": 0.1, "system": 0.1,
          "min": 1.0, "max": 1.4, "times": [1.0, 1.05, 1.4], "exit_codes": [0, 0, 0]},
        {"command": "true", "mean": 0.5, "stddev": null, "median": 0.4}
      ]}
      """
    #expect(try read(text) == ["sleep 1=1.05 s", "true=0.4 s"])
  }

  @Test func readsGitHubActionBenchmark() throws {
    #expect(
      try read(#"[{"name":"a","unit":"ms","value":2.5,"range":"3"},{"name":"b","value":7}]"#)
        == ["a=2.5 ms", "b=7.0 "])
  }

  @Test func readsGoogleBenchmark() throws {
    let text = """
      {"context": {"date": "x"}, "benchmarks": [
        {"name": "BM_A", "run_name": "BM_A", "run_type": "iteration", "real_time": 10, "cpu_time": 9, "time_unit": "us"},
        {"name": "BM_A", "run_name": "BM_A", "run_type": "iteration", "real_time": 14, "cpu_time": 9, "time_unit": "us"},
        {"name": "BM_A", "run_name": "BM_A", "run_type": "iteration", "real_time": 11, "cpu_time": 9, "time_unit": "us"},
        {"name": "BM_A_mean", "run_name": "BM_A", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 12, "time_unit": "us"},
        {"name": "BM_B", "error_occurred": true, "error_message": "no"}
      ]}
      """
    #expect(try read(text) == ["BM_A=11.0 us"])
    let aggregates = """
      {"benchmarks": [
        {"name": "BM_A_mean", "run_name": "BM_A", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 12, "time_unit": "ns"},
        {"name": "BM_A_median", "run_name": "BM_A", "run_type": "aggregate", "aggregate_name": "median", "real_time": 11, "time_unit": "ns"}
      ]}
      """
    #expect(try read(aggregates) == ["BM_A=11.0 ns"])
  }

  @Test(arguments: [
    ("", "neither"), ("{}", "neither"), (#"[{"name":"a"}]"#, "neither"), ("[]", "no figure"),
    (#"{"results":[]}"#, "no figure"), (#"[{"name":"a","value":-1}]"#, "a is -1"),
    (#"[{"name":"a","value":"1"}]"#, "neither"),
    ("[" + String(repeating: "[", count: 100), "neither"),
    (#"{"benchmarks":[{"name":"a","error_occurred":true,"real_time":1}]}"#, "no figure"),
  ])
  func aReportThatSaysNothingIsRefused(_ text: String, _ reason: String) {
    let fault = #expect(throws: BenchmarkReport.Fault.self) { try read(text) }
    #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
  }

  @Test(arguments: [
    ("ms", false), ("s", false), ("MB/s", true), ("requests/sec", true), ("ops", true),
    ("bytes", false),
    ("Hz", true), ("", false),
  ])
  func aRateIsBetterWhenBigger(_ unit: String, _ isBigger: Bool) {
    #expect(BenchmarkReport.Figure(name: "a", unit: unit, value: 1).isBiggerBetter == isBigger)
  }

  @Test(arguments: [
    #"[{"name":"a","value":1e999}]"#, #"[{"name":"a","value":1e308},{"name":"a","value":1e308}]"#,
    #"[{"name":"a","value":1e101}]"#, #"[{"name":"a","value":1e-300}]"#,
    #"[{"name":"a","value":-1}]"#,
    #"[{"name":"a","value":NaN}]"#, #"[{"name":"a","value":Infinity}]"#,
    #"[{"name":"a","value":"1"}]"#,
    #"{"results":[{"command":"a","mean":1,"times":[1e308,1e308]}]}"#,
    #"{"results":[{"command":"a","mean":1e300}]}"#,
    #"{"results":[{"command":"a","mean":1,"times":[-1,3]}]}"#,
    #"{"benchmarks":[{"name":"a","real_time":1e308}]}"#,
    #"[{"name":"a","unit":"s","value":1},{"name":"a","unit":"ms","value":1000}]"#,
    #"[{"name":"a","value":1},{"name":"a","unit":"ms","value":1000}]"#, "[]", "[[]]", "1e999",
  ])
  func figuresThatNothingMeasuresAreRefused(_ text: String) {
    #expect(throws: BenchmarkReport.Fault.self) { try read(text) }
  }

  @Test func longNamesAreRefused() {
    let name = String(repeating: "n", count: 600)
    #expect(throws: BenchmarkReport.Fault.self) { try read(#"[{"name":"\#(name)","value":1}]"#) }
    #expect(throws: BenchmarkReport.Fault.self) {
      try read(#"[{"name":"a","unit":"\#(name)","value":1}]"#)
    }
  }

  /// Whatever is compared, what comes of it can be recorded and shown.
  @Test(
    arguments: [
      ([1e100], [1e-100]), ([0], [0]), ([0], [1]), ([1], [0]), ([1e308], [.leastNonzeroMagnitude]),
      ([.infinity], [1]),
      ([.nan], [1]), ([], []), ([1e-100, 1e100], [1e100, 1e-100]),
    ] as [([Double], [Double])])
  func comparisonsAreFinite(_ new: [Double], _ old: [Double]) throws {
    for isBiggerBetter in [true, false] {
      let comparison = BenchmarkComparison(
        new, against: old, isBiggerBetter: isBiggerBetter, tolerance: 0.05)
      for number in [comparison.change, comparison.band?.lowerBound, comparison.band?.upperBound] {
        #expect(number?.isFinite != false)
      }
    }
  }
}
