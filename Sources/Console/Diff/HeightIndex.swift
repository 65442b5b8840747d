/// Heights of things that stand one below the other: where each begins, and what is at a height, in logarithmic time
/// (P. Fenwick, “A new data structure for cumulative frequency tables”).
struct HeightIndex: Sendable {
  private var heights: [Int]
  private var sums: [Int]

  init(_ heights: [Int]) {
    self.heights = heights
    sums = [0] + heights
    for index in sums.indices.dropFirst() {
      let parent = index + index & -index
      if parent < sums.count { sums[parent] += sums[index] }
    }
  }

  /// The height of all.
  var total: Int { start(of: heights.count) }

  /// Where a thing begins.
  func start(of place: Int) -> Int {
    var (index, sum) = (min(place, heights.count), 0)
    while index > 0 {
      sum += sums[index]
      index -= index & -index
    }
    return sum
  }

  /// The thing at a height, and how far below its beginning that is; the last where there is none.
  func find(_ height: Int) -> (place: Int, rest: Int) {
    var (index, rest, step) = (0, max(0, height), 1)
    while step * 2 < sums.count { step *= 2 }
    while step > 0 {
      if index + step < sums.count, sums[index + step] <= rest {
        index += step
        rest -= sums[index]
      }
      step /= 2
    }
    if index < heights.count { return (index, rest) }
    return (max(0, heights.count - 1), max(0, (heights.last ?? 0) - 1))
  }

  /// Gives a thing another height.
  mutating func set(_ place: Int, _ height: Int) {
    let difference = height - heights[place]
    guard difference != 0 else { return }
    heights[place] = height
    var index = place + 1
    while index < sums.count {
      sums[index] += difference
      index += index & -index
    }
  }
}
