import Console
import Foundation
import Support
import SystemPackage
import Terminal
import Testing

/// Where borders were moved to, from one time to the next.
@Suite struct KeptSizesTests {
  @Test func whatWasKeptIsThereAgain() throws {
    let folder = try TemporaryFolder()
    let sizes = KeptSizes(["XDG_STATE_HOME": folder.path.appending("state").string])
    #expect(sizes.read() == Splits())
    var splits = Splits()
    splits.lists = 50
    try sizes.keep(splits)
    #expect(sizes.read() == splits)
    splits.commits = 12
    try sizes.keep(splits)
    #expect(sizes.read() == splits)
    for isTree in [true, false] {
      splits.isTree = isTree
      try sizes.keep(splits)
      #expect(sizes.read() == splits)
    }
  }

  @Test(arguments: [
    "", "lists\n", "lists many\n", "lists -4\n", "lists 99999999\n", "\u{0}\n", "commits 5 6\n",
    "tree\n", "tree yes\n", "tree 0\n", "tree 2\n",
  ])
  func whatCannotBeReadIsNothing(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "edgesync/sizes")
    #expect(KeptSizes(["XDG_STATE_HOME": folder.path.string]).read() == Splits())
  }

  /// A border that was kept for a wider window leaves room to read in a narrower one.
  @Test(arguments: [120, 140, 300])
  func everySizeLeavesRoom(_ width: Int) throws {
    for lists in [1, 36, 80, 5000] {
      var model = try LiteralModel.make()
      model.size = .init(width: width, height: 40)
      model.splits.lists = lists
      model.splits.commits = lists
      let layout = Layout(model)
      #expect(try #require(layout.panes[.diff]).width >= 60)
      #expect(try #require(layout.panes[.files]).height >= 5)
    }
  }
}
