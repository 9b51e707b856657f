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
      Name of the scheme file for the colours. Any base16 or base24 file in the themes folder can \
      be chosen by its name; 'weir paths' shows the folder.
      """),
    .choice(
      "layout", in: .screen, \.layout,
      "Panels on the screen and their places. A panel without a place can still be opened by its key."
    ),
    .choice(
      "time-line", in: .screen, \.timeLine,
      """
      Rows of the time line below the header: with full two, with folded one, and with auto as many \
      as suit the screen.
      """),
    .choice(
      "tasks-view", in: .screen, \.tasksView,
      "First view of the Tasks panel: a lane of time for each task, a table, a tree of parents, or a group for each role."
    ),
    .choice(
      "graph", in: .screen, \.graph,
      """
      Characters of graphs. Braille is the finest; choose block or ascii if your font has no braille.
      """),
    .choice(
      "characters", in: .screen, \.characters,
      "Characters on the screen: with auto all that the terminal shows, with ascii only ASCII."),
    .choice(
      "colors", in: .screen, \.colors, effect: .atNextStart,
      """
      Number of colours. With auto, as many as the terminal reports, or none if NO_COLOR is set.
      """),
    .toggle(
      "mouse", in: .screen, \.usesMouse,
      """
      Whether weir handles clicks and the wheel. When it is off, the terminal's own selection of text \
      works as usual.
      """),
    .count(
      "frames-per-second", in: .screen, Settings.frameRates, \.framesPerSecond,
      "Maximum number of frames per second. Use fewer on a slow connection; no events are lost."
    ),
    .duration(
      "notice-time", in: .screen, .milliseconds(500)...Duration.seconds(60), \.noticeTime,
      "Time that a notice stays in the bottom row."),
  ]

  private static let program: [Setting] = [
    .name(
      "scenario", in: .program, of: \.scenarios, listedBy: "weir list", \.scenario,
      effect: .atNextStart,
      "Scenario to run if none is named."),
    Setting(
      "speed", in: .program, .number(SpeedRange.thousandths, step: nil),
      "Speed of virtual time at the start, in multiples of real time.", effect: .atNextStart,
      get: { .number($0.speed) },
      set: { if case .number(let speed) = $1 { $0.speed = speed } }),
    .folder(
      "recordings", in: .program, \.recordings,
      """
      Folder for recordings started by key. A dot is the folder in which weir was started, and ~ \
      your home folder.
      """),
    .count(
      "past-megabytes", in: .program, Settings.pastMemory, \.pastMegabytes, effect: .atNextStart,
      """
      Memory for copies of the past of a run, in megabytes; a log may take eight times as much. With \
      more, an earlier place of a long run is shown sooner.
      """),
  ]
}
