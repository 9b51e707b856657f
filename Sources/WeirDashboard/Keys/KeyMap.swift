import WeirAnalysis
import WeirEvents
public import WeirScreen

/// All keys, what they do, and their help: the one table that the program, the footer and the help
/// read.
public struct KeyMap: Sendable {
  /// The bindings, in the order in which the help lists them.
  public let bindings: [KeyBinding]
  private let actions: [Key: KeyAction]

  /// Makes the table; if two bindings have the same key, the first one counts.
  public init(_ bindings: [KeyBinding]) {
    self.bindings = bindings
    let pairs = bindings.flatMap { binding in binding.keys.map { ($0, binding.action) } }
    actions = Dictionary(pairs) { first, _ in first }
  }

  /// What a key does; `nil` if it does nothing.
  public func action(for key: Key) -> KeyAction? { actions[key] }

  /// The keys and help text of an action; `nil` if no key runs it.
  public func binding(for action: KeyAction) -> KeyBinding? {
    bindings.first { $0.action == action && !$0.keys.isEmpty }
  }

  /// The default keys.
  public static let standard = KeyMap(run + pattern + knobs + panels + program)

  private static let run: [KeyBinding] = [
    .init([.character(" ")], .run(.pauseOrGo), "pause", "Hold virtual time, or let it go on", .run),
    .init([.character(".")], .run(.step), "step", "Hold, and let one event happen", .run),
    .init(
      [.character(",")], .run(.stepBack), "step back", "Hold, and take the last event back", .run),
    .init([.character("+")], .run(.faster), "faster", "Twice the speed", .run),
    .init([.character("-")], .run(.slower), "slower", "Half the speed", .run),
    .init([.character("=")], .run(.realTime), "real time", "A second for a second", .run),
    .init([.character("x")], .run(.runAgain), "again", "From the start, with the same seed", .run),
    .init(
      [.character("X")], .run(.runAgainWithNewSeed), "new seed", "From the start, with a new seed",
      .run),
    .init([.character("m")], .run(.setMarker), "mark", "Mark this instant", .run),
    .init([.character("[")], .run(.previousMarker), "marker", "To the marker before", .run),
    .init([.character("]")], .run(.nextMarker), "marker", "To the next marker", .run),
    .init(
      [.character("r")], .run(.toggleRecording), "record", "Begin or end writing to a file", .run),
    .init(
      [.character("S")], .page(.source), "source", "What is shown, and where it comes from", .run),
  ]

  private static let pattern: [KeyBinding] = [
    .init([.character("s")], .page(.scenarios), "scenario", "Choose another scenario", .pattern),
    .init(
      [.character("b")], .run(.nextPitfall), "break it", "The next pitfall, or the right form",
      .pattern),
    .init([.character("g")], .run(.trigger(0)), "set off", "Set off what can be set off", .pattern),
    .init([.character("G")], .run(.trigger(1)), "set off", "Set off the second of them", .pattern),
    .init(
      [.character("p")], .run(.nextPreset), "preset", "From the start, with the next preset",
      .pattern),
  ]

  private static let knobs: [KeyBinding] = [
    .init([.up], .move(.up), "choose", "The knob above; a row up in a list", .knobs),
    .init([.down], .move(.down), "choose", "The knob below; a row down in a list", .knobs),
    .init([.left], .knob(.turn(.down)), "turn", "Turn the knob down", .knobs),
    .init([.right], .knob(.turn(.up)), "turn", "Turn the knob up", .knobs),
    .init(
      [.shiftLeft, .shiftDown], .knob(.turn(.coarseDown)), "far", "Turn the knob far down", .knobs),
    .init([.shiftRight, .shiftUp], .knob(.turn(.coarseUp)), "far", "Turn the knob far up", .knobs),
    .init([.pageDown], .move(.pageDown), "page", "Far down; a page down in a list", .knobs),
    .init([.pageUp], .move(.pageUp), "page", "Far up; a page up in a list", .knobs),
    .init([.home], .move(.first), "first", "The first knob, or row", .knobs),
    .init([.end], .move(.last), "last", "The last knob, or row", .knobs),
    .init([.enter], .move(.enter), "type", "Type the knob's value; open a task", .knobs),
    .init([.backspace], .knob(.setDefault), "default", "The knob's default", .knobs),
    .init(
      [.character("d")], .knob(.nextDistribution), "distribution",
      "The next distribution of a time",
      .knobs),
  ]

  private static let panels: [KeyBinding] =
    [
      .init([.tab], .screen(.nextPanel), "panel", "The next panel", .panels),
      .init([.shiftTab], .screen(.previousPanel), "panel", "The panel before", .panels),
      .init(
        [.character("f")], .screen(.expandPanel), "expand", "The panel on the whole screen", .panels
      ),
      .init(
        [.character("l")], .screen(.nextLayout), "layout", "The next layout of the panels", .panels),
      .init(
        [.character("L")], .screen(.previousLayout), "layout", "The layout of the panels before",
        .panels),
      .init([.escape], .screen(.back), "back", "Back, from wherever you are", .panels),
      .init([.character("e")], .tasks(.nextView), "view", "Tasks as lanes, table or tree", .panels),
      .init(
        [.character("<")], .tasks(.previousSortColumn), "sort", "Sort tasks by the column before",
        .panels),
      .init(
        [.character(">")], .tasks(.nextSortColumn), "sort", "Sort tasks by the next column", .panels
      ),
      .init(
        [.character("i")], .tasks(.invertSort), "invert", "Sort tasks the other way round", .panels),
      .init([.character("F")], .tasks(.follow), "follow", "Keep the chosen task in view", .panels),
      .init(
        [.character("/")], .screen(.filter), "filter",
        "Tasks or events with a text; !text: without",
        .panels),
      .init([.character("z")], .screen(.zoomIn), "zoom", "Less time on the time axes", .panels),
      .init([.character("Z")], .screen(.zoomOut), "zoom", "More time on the time axes", .panels),
    ]
    + Panel.allCases.map { panel in
      .init(
        panel.row.key.map { [.character($0)] } ?? [], .screen(.panel(panel)), panel.title,
        "The panel \(panel.title)", .panels)
    }

  private static let program: [KeyBinding] = [
    .init([.character("t")], .screen(.nextTheme), "theme", "The next theme", .program),
    .init(
      [.character(":")], .screen(.commandLine), "command", "Type a command; Tab shows them",
      .program),
    .init(
      [.character("o"), .function(2)], .page(.options), "options",
      "All settings and keys, to change and keep",
      .program),
    .init(
      [.character("?"), .function(1)], .page(.help), "help", "Keys, and what to try", .program),
    .init([.character("q"), .control("c")], .screen(.quit), "quit", "Leave", .program),
  ]
}
