import WeirAnalysis
import WeirEvents

extension Setting {
  /// All settings except the keys, in the order in which they are shown and written.
  public static let all: [Setting] = screen + program + warnings

  /// The setting at a place in the configuration file; `nil` if there is none.
  public static func find(_ path: SettingPath) -> Setting? {
    all.first { $0.path == path }
  }

  static let themeName = "theme"

  private static let screen: [Setting] = [
    .name(
      themeName, in: .screen, of: \.themes, listedBy: "weir themes", \.theme,
      """
      The colours: the name of a scheme file. Any base16 or base24 file in the themes folder can be chosen by its \
      name; 'weir paths' says where that is.
      """),
    .choice(
      "layout", in: .screen, \.layout,
      "Which panels share the screen, and how. A panel that has no place is still shown by its key."
    ),
    .choice(
      "tasks-view", in: .screen, \.tasksView,
      "How the Tasks panel begins: a lane of time for each task, a table, or the tree of parents."),
    .choice(
      "graph", in: .screen, \.graph,
      """
      What graphs are drawn with. Braille is the finest; take block or ascii where your font shows no braille.
      """),
    .choice(
      "characters", in: .screen, \.characters,
      "With auto all characters that the terminal shows, with ascii those of ASCII alone."),
    .choice(
      "colors", in: .screen, \.colors, effect: .atNextStart,
      """
      How many colours are used. With auto as many as the terminal says it has; where NO_COLOR is set there are \
      none.
      """),
    .toggle(
      "mouse", in: .screen, \.usesMouse,
      """
      Whether clicks and the wheel are for weir. When it is off, the terminal's own selection of text works as \
      usual.
      """),
    .count(
      "frames-per-second", in: .screen, Settings.frameRates, \.framesPerSecond,
      "How often the screen is drawn at most. Fewer take less of a slow line; events are never left out."
    ),
    .duration(
      "notice-time", in: .screen, .milliseconds(500)...Duration.seconds(60), \.noticeTime,
      "How long a notice stays in the bottom row."),
  ]

  private static let program: [Setting] = [
    .name(
      "scenario", in: .program, of: \.scenarios, listedBy: "weir list", \.scenario,
      effect: .atNextStart,
      "What runs when weir is started without the name of a scenario."),
    Setting(
      "speed", in: .program, .number(SpeedRange.thousandths, step: nil),
      "How fast virtual time goes at the start, in multiples of real time.", effect: .atNextStart,
      get: { .number($0.speed) },
      set: { if case .number(let speed) = $1 { $0.speed = speed } }),
    .folder(
      "recordings", in: .program, \.recordings,
      """
      The folder in which recordings are begun by key. A dot is the folder in which weir was started, and ~ your \
      home.
      """),
  ]
}
