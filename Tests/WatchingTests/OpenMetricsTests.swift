import Testing
import Watching

/// Metrics as text.
@Suite struct OpenMetricsTests {
  private static let families = [
    MetricFamily(
      "edgesync_info", help: "What it is.", samples: [.init(1, [.init("version", "1")])]),
    MetricFamily(
      "edgesync_age", unit: "seconds", help: "How old it \"is\" \\ was.",
      samples: [.init(1.5, [.init("kind", "daily")]), .init(3_000_000_000)]),
    MetricFamily(
      "edgesync_runs", .counter, help: "Runs.",
      samples: [.init(3, [.init("command", "a\"b\\c\nd\u{1B}[0m\u{202E}")])]),
    MetricFamily("edgesync_none", help: "Nothing is known of it."),
  ]

  @Test func familiesAreWritten() {
    #expect(
      OpenMetrics.text(Self.families) == """
        # TYPE edgesync_info gauge
        # HELP edgesync_info What it is.
        edgesync_info{version="1"} 1
        # TYPE edgesync_age_seconds gauge
        # UNIT edgesync_age_seconds seconds
        # HELP edgesync_age_seconds How old it \\"is\\" \\\\ was.
        edgesync_age_seconds{kind="daily"} 1.5
        edgesync_age_seconds 3000000000
        # TYPE edgesync_runs counter
        # HELP edgesync_runs Runs.
        edgesync_runs_total{command="a\\"b\\\\c^Jd^[[0m<U+202E>"} 3
        # EOF

        """)
  }

  @Test func whatComesTwiceIsWrittenOnce() {
    let family = MetricFamily(
      "edgesync_x", help: "X.",
      samples: [
        .init(1, [.init("name", "a^[")]), .init(2, [.init("name", "a\u{1B}")]), .init(.nan),
      ])
    let text = OpenMetrics.text(
      [family.labelled(.init("repo", "one")), family.labelled(.init("repo", "two"))])
    #expect(
      text == """
        # TYPE edgesync_x gauge
        # HELP edgesync_x X.
        edgesync_x{repo="one",name="a^["} 1
        edgesync_x{repo="two",name="a^["} 1
        # EOF

        """)
  }
}
