/// Lines that stand on both sides, by their indices among all changed lines.
struct MatchedRun {
  let indices: Range<Int>
  let other: Range<Int>
  let isAlternate: Bool
}
