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
    .init([.character(" ")], .run(.pauseOrResume), "pause", "Pause or resume", .run),
    .init([.character(".")], .run(.step), "step", "Pause, and step by one event", .run),
    .init(
      [.character(",")], .run(.stepBack), "step back", "Pause, and step back by one event", .run),
    .init([.character("+")], .run(.faster), "faster", "Double the speed", .run),
    .init([.character("-")], .run(.slower), "slower", "Halve the speed", .run),
    .init([.character("=")], .run(.realTime), "real time", "Run in real time", .run),
    .init([.character("x")], .run(.runAgain), "again", "Restart with the same seed", .run),
    .init(
      [.character("X")], .run(.runAgainWithNewSeed), "new seed", "Restart with a new seed",
      .run),
    .init([.character("m")], .run(.setMarker), "mark", "Mark this instant", .run),
    .init([.character("[")], .run(.previousMarker), "marker", "Go to the previous marker", .run),
    .init([.character("]")], .run(.nextMarker), "marker", "Go to the next marker", .run),
    .init(
      [.character("w")], .run(.nextWarning), "warning", "Go to the next warning", .run),
    .init(
      [.character("W")], .run(.previousWarning), "warning", "Go to the previous warning", .run),
    .init(
      [.character("'")], .run(.jumpBack), "back", "Go back to before the last jump", .run),
    .init(
      [.character("B")], .page(.branches), "branches", "List the branches of the run", .run),
    .init(
      [.character("r")], .run(.toggleRecording), "record", "Start or stop recording", .run),
    .init(
      [.character("S")], .page(.source), "source", "Show where the events come from", .run),
    .init(
      [.character("O")], .page(.output), "output", "Show what the program prints", .run),
    .init(
      [.character("y")], .page(.command), "copy", "Copy the command that leads here", .run),
  ]

  private static let pattern: [KeyBinding] = [
    .init([.character("s")], .page(.scenarios), "scenario", "Choose another scenario", .pattern),
    .init(
      [.character("b")], .run(.nextPitfall), "break it", "Enable the next pitfall, or none",
      .pattern),
    .init([.character("g")], .run(.trigger(0)), "fire", "Fire the first trigger", .pattern),
    .init([.character("G")], .run(.trigger(1)), "fire", "Fire the second trigger", .pattern),
    .init(
      [.character("c")], .screen(.compare), "compare",
      "Compare with the other form, or leave", .pattern),
    .init(
      [.character("D")], .screen(.goToParting), "difference",
      "Go to where the two runs first differ", .pattern),
    .init(
      [.character("p")], .run(.nextPreset), "preset", "Restart with the next preset",
      .pattern),
  ]

  private static let knobs: [KeyBinding] = [
    .init([.up], .move(.up), "choose", "Choose the knob or row above", .knobs),
    .init([.down], .move(.down), "choose", "Choose the knob or row below", .knobs),
    .init([.left], .knob(.turn(.down)), "turn", "Turn the knob down", .knobs),
    .init([.right], .knob(.turn(.up)), "turn", "Turn the knob up", .knobs),
    .init(
      [.shiftLeft, .shiftDown], .knob(.turn(.coarseDown)), "far", "Turn the knob far down", .knobs),
    .init([.shiftRight, .shiftUp], .knob(.turn(.coarseUp)), "far", "Turn the knob far up", .knobs),
    .init([.pageDown], .move(.pageDown), "page", "Turn far down; in a list, page down", .knobs),
    .init([.pageUp], .move(.pageUp), "page", "Turn far up; in a list, page up", .knobs),
    .init([.home], .move(.first), "first", "Choose the first knob or row", .knobs),
    .init([.end], .move(.last), "last", "Choose the last knob or row", .knobs),
    .init([.enter], .move(.enter), "type", "Type the knob's value, or open a task", .knobs),
    .init([.backspace], .knob(.setDefault), "default", "Reset the knob to its default", .knobs),
    .init(
      [.character("d")], .knob(.nextDistribution), "distribution",
      "Switch to the next distribution",
      .knobs),
  ]

  private static let panels: [KeyBinding] =
    [
      .init([.tab], .screen(.nextPanel), "panel", "Go to the next panel", .panels),
      .init([.shiftTab], .screen(.previousPanel), "panel", "Go to the previous panel", .panels),
      .init(
        [.character("0"), .character("T")], .screen(.timeLine), "time line",
        "Go to the time line", .panels),
      .init(
        [.character("f")], .screen(.expandPanel), "expand", "Show the panel alone, or all panels",
        .panels
      ),
      .init(
        [.character("l")], .screen(.nextLayout), "layout", "Switch to the next layout", .panels),
      .init(
        [.character("L")], .screen(.previousLayout), "layout", "Switch to the previous layout",
        .panels),
      .init([.escape], .screen(.back), "back", "Go back one level", .panels),
      .init(
        [.character("e")], .tasks(.nextView), "view", "Show tasks as lanes, table, tree or groups",
        .panels),
      .init(
        [.character("<")], .tasks(.previousSortColumn), "sort", "Sort tasks by the previous column",
        .panels),
      .init(
        [.character(">")], .tasks(.nextSortColumn), "sort", "Sort tasks by the next column", .panels
      ),
      .init(
        [.character("i")], .tasks(.invertSort), "invert", "Reverse the order of the tasks", .panels),
      .init([.character("F")], .tasks(.follow), "follow", "Keep the chosen task in view", .panels),
      .init(
        [.character("H")], .tasks(.lastChange), "last change",
        "Go to what the chosen task did last", .panels),
      .init(
        [.character("U")], .tasks(.waker), "who woke it", "Go to where the task was woken up",
        .panels),
      .init(
        [.character("C")], .tasks(.canceller), "who cancelled it",
        "Go to where the task was cancelled", .panels),
      .init(
        [.character("Q")], .tasks(.filler), "who filled it",
        "Go to the last item put into its queue", .panels),
      .init(
        [.character("/")], .screen(.filter), "filter",
        "Filter tasks or events by text",
        .panels),
      .init(
        [.character("z")], .screen(.zoomIn), "zoom", "Show less time on the time axes", .panels),
      .init(
        [.character("Z")], .screen(.zoomOut), "zoom", "Show more time on the time axes", .panels),
    ]
    + Panel.allCases.map { binding(for: $0, $0.row) }

  /// The row of a panel, which has no key if its own row names none.
  static func binding(for panel: Panel, _ row: PanelRow) -> KeyBinding {
    KeyBinding(
      row.key.map { [.character($0)] } ?? [], .screen(.panel(panel)), row.title,
      "Go to the \(row.title) panel", .panels)
  }

  private static let program: [KeyBinding] = [
    .init([.character("t")], .screen(.nextTheme), "theme", "Switch to the next theme", .program),
    .init(
      [.character(":")], .screen(.commandLine), "command", "Type a command; Tab lists them",
      .program),
    .init(
      [.character("o"), .function(2)], .page(.options), "options",
      "Change settings and keys",
      .program),
    .init(
      [.character("?"), .function(1)], .page(.help), "help", "Show keys, and what to try", .program),
    .init([.character("q"), .control("c")], .screen(.quit), "quit", "Quit", .program),
  ]
}
