import Git
import Journal
import Rules
import Support
import Terminal
import Testing
import Text

@testable import Console

/// Every view on a repo whose texts try to disturb the screen.
@Suite struct HostileScreenTests {
  /// A view: the keys that lead to it, and how it is told that they did.
  struct View: Sendable {
    let keys: [String]
    /// Where true, hostile text is to be seen there on a large screen.
    var showsText = true
    let isThere: @Sendable (Model) -> Bool

    init(
      _ keys: String, showsText: Bool = true, _ isThere: @escaping @Sendable (Model) -> Bool
    ) {
      self.keys = keys.split(separator: " ").map(String.init)
      (self.showsText, self.isThere) = (showsText, isThere)
    }

    /// A view that lies on top.
    static func on<Kind: Overlay>(
      _ kind: Kind.Type, _ keys: String, showsText: Bool = true
    ) -> View {
      View(keys, showsText: showsText) { $0.overlays.last is Kind }
    }
  }

  /// The key that stands for what is pasted.
  private static let paste = "paste"

  static let views: [View] = [
    View("") { $0.commits.rows.count == 6 && !$0.commits.holds.isEmpty },
    View("down down") { $0.focus == .commits },
    // Files: by path, in folders, folded, what is generated.
    View("2") { !$0.files.generated.isEmpty },
    View("2 t down down down") { $0.files.isTree },
    View("2 t down down space") { $0.files.isTree },
    View("2 end up up") { $0.focus == .files },
    // Reading, in each layout, from file to file.
    View("3") { $0.focus == .diff },
    View("3 ] ] |") { $0.diff.cursor.section > 0 },
    View("3 ] ] ] w") { $0.diff.isWrapped },
    View("3 ] ] ] ] | w pgdn") { $0.diff.isWrapped },
    View("3 ] ] ] l l l l") { $0.diff.left > 0 },
    View("3 end") { $0.focus == .diff },
    View("3 ] ] ] ] ] = pgdn pgdn") { $0.focus == .diff },
    View("z") { $0.showsZoom || $0.size.width < 120 },
    View("2 z") { $0.showsZoom || $0.size.width < 120 },
    View("3 z ] ] w") { $0.showsZoom || $0.size.width < 120 },
    View("4 z") { $0.showsZoom || $0.size.width < 120 },
    View("down s 3") { $0.scope == .commitAlone },
    // Overrides: what is pending below the pin, and the three views of the lens.
    View("O") { $0.commits.isPendingSelected },
    View("O down 3") { $0.readOverride != nil },
    View("O down 3 tab") { Self.lens($0) == "yours against upstream's" },
    View("O down 3 tab tab") { Self.lens($0) == "three versions and the merge" },
    View("O down 3 tab tab w pgdn") { Self.lens($0) == "three versions and the merge" },
    View("O down 3 tab tab l l") { Self.lens($0) == "three versions and the merge" },
    .on(OwedChooser.self, "A"),
    .on(TextScreen.self, "O m"),
    // Filters, and the commits of a file.
    .on(FilterPrompt.self, "F paste"),
    View("F paste enter", showsText: false) { $0.commits.filtering != nil || !$0.overlays.isEmpty },
    View("F a enter") { $0.commits.filtering != nil },
    View("2 down L") { $0.commits.filtering != nil },
    // Where a line is from.
    .on(BlameDialog.self, "3 ] ] ] } down B"),
    .on(BlameDialog.self, "3 } down down B"),
    // Notes: the dialog, what stands at lines, the list.
    .on(NoteDialog.self, "3 } down i paste"),
    .on(NoteDialog.self, "2 i paste tab"),
    .on(NotesScreen.self, "@"),
    View("3 } down") { !$0.notes.isEmpty },
    // Checks: the pane, a log, marks of tests that failed.
    View("4") { $0.validation?.failed.isEmpty == false },
    .on(TextScreen.self, "4 end enter"),
    .on(TextScreen.self, "4 end enter home"),
    .on(CheckChooser.self, "V"),
    .on(TextScreen.self, "m"),
    .on(TextScreen.self, "m pgdn pgdn"),
    .on(TextScreen.self, "m end"),
    .on(SyncDialog.self, "down p"),
    .on(TextScreen.self, "down p d"),
    .on(SyncDialog.self, "down E"),
    .on(HoldDialog.self, "down H paste"),
    .on(HoldDialog.self, "H"),
    .on(ChangelogScreen.self, "c", showsText: false),
    .on(TextScreen.self, "c enter"),
    .on(TextScreen.self, "S"),
    .on(Palette.self, ": paste"),
    .on(TextScreen.self, "?", showsText: false),
    View("/ paste") { $0.search != nil },
    View("2 / paste enter") { $0.search != nil },
    // What is said: a path that was copied, why a key does nothing.
    View("2 down y") { $0.notice != nil || !$0.overlays.isEmpty },
    View("D") { $0.notice != nil || !$0.overlays.isEmpty || $0.readFile != nil },
  ]

  private static func lens(_ model: Model) -> SafeText? {
    model.diff.sections[model.diff.cursor.section].lens.words(nil)
  }

  private static let sizes = [(40, 10), (80, 24), (140, 40)].map { Size(width: $0, height: $1) }

  @Test(arguments: sizes)
  func disturbsNothing(_ size: Size) async throws {
    let pair = try await HostilePair.made.value
    let console = try HostilePair.console(on: pair, size)
    await console.settle()
    let start = console.model
    for view in Self.views {
      await console.goBack(to: start)
      for key in view.keys {
        if key == Self.paste {
          await console.send(.paste(HostilePair.pasted))
        } else {
          #expect(await console.press([key]) == nil)
        }
      }
      let name = view.keys.joined(separator: " ")
      let isThere = view.isThere(console.model)
      #expect(isThere, "\(name): \(console.surface.text)")
      let text = console.surface.text
      if size.width >= 140, view.showsText {
        #expect(["^[", "<U+", "<9B>"].contains { text.contains($0) }, "\(name): \(text)")
      }
      Self.check(console.model, name)
    }
    await console.finish()
  }

  /// All that is short in one, and what is long.
  private static let said: [[UInt8]] =
    [HostileText.lines.joined(separator: [0x20]).map(\.self), HostileText.longLines[0]]

  /// What comes from work, and is said rather than drawn in a list.
  @Test(arguments: sizes)
  func whatIsSaidDisturbsNothing(_ size: Size) throws {
    for bytes in Self.said {
      let text = SafeText(bytes: bytes)
      let path = RepoPath(bytes.filter { $0 != 0 && $0 != 0x2F } + Array("x".utf8))
      let messages: [Message] = [
        .notice(Notice(.failure, text)), .failed(title: text, text),
        .repo(.fetching(text)), .repo(.fetched(text)), .repo(.fetchFailed(text)),
        .repo(.edited(path)), .repo(.positionFailed(text)), .overrides(.failed(path, text)),
        .overrides(.carried(path, [Line(text)])), .lock(.changed(text)), .lock(.failed(text)),
        .commits(.refused(text, filter: 1)), .sync(.failed(text)), .sync(.landedBehind(text)),
        .bisect(.failed(text)), .checks(.ended(LiteralModel.id(4), failure: text)),
        .files(.failed(.init(candidate: LiteralModel.id(4), scope: .sincePin), text)),
        .diff(.failed(LiteralPatch.source(LiteralModel.file("a/one").change), text)),
        .repo(.openFailed(text)),
      ]
      for message in messages {
        var model = try LiteralModel.make()
        model.size = size
        if case .commits = message {
          for key in ["F", "x", "enter"] {
            _ = update(&model, .input(.key(try #require(Key(name: key)))))
          }
        }
        _ = update(&model, message)
        Self.check(model, "\(String(describing: message).prefix(60))")
      }
    }
  }

  /// Looks at what a model shows, for those who see it and for those to whom it is read.
  private static func check(_ model: Model, _ name: String) {
    var model = model
    let surface = ConsoleView.draw(&model)
    var faults = ScreenFaults.inCells(surface)
    if model.overlays.isEmpty, model.summary != nil {
      // What is said may stand over their lower edge.
      var unsaid = model
      unsaid.notice = nil
      faults += ScreenFaults.inPanes(unsaid, ConsoleView.draw(&unsaid))
    }
    for overlay in model.overlays { faults += ScreenFaults.inOverlay(overlay, model) }
    #expect(faults.isEmpty, "\(name): \(faults.prefix(8))\n\(surface.text)")
    model.configuration.isAccessible = true
    let read = ScreenFaults.inCells(ConsoleView.draw(&model))
    #expect(read.isEmpty, "\(name), read: \(read.prefix(8))")
  }
}
