extension NamedCommandTable {
  /// Commands that manuals, schemas and the edge's own documentation tell of: what there is, and no advice.
  static var manualCommands: [Row] {
    let manual = Proof.noAdvice("a manual of what there is")
    return [
      "edgesync", "edgesync acknowledge PATH", "edgesync carry PATH", "edgesync daily",
      "edgesync emergency COMMIT --reason TEXT", "edgesync pin COMMIT", "edgesync recover",
      "edgesync status", "edgesync verify",
    ].map { Row($0, in: "EdgeDocument", by: manual) } + [
      Row("edgesync init --docs", in: "EdgeDocument", by: .noAdvice("what wrote the file")),
      Row("edgesync init", in: "ManualPage+Files", by: manual),
      Row("edgesync schema manifest", in: "ManualPage+Files", by: manual),
      Row("edgesync review --keys", in: "Schema+Configuration", by: manual),
      Row("gh", in: "ManualPage+Program", "Schema+Manifest", by: manual),
      Row("git", in: "ManualPage+Program", by: manual),
      Row("git clone", in: "Schema+Fleet", by: manual),
      Row("git fetch", in: "Schema+Manifest", by: manual),
    ]
  }
}
