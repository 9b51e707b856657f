import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The text about the source of a run, as rows of a given width.
struct SourcePageText {
  let run: ShownRun
  /// The command that repeats a run, as typed into a shell; `nil` if none does.
  let repetition: (@Sendable (RunModel) -> String?)?

  private var start: RunStart { run.start }
  private var source: SourceStatus { run.source }

  /// A topic and what is said about it.
  private struct Entry {
    var label: String
    var text: String
    var style: Style
  }

  /// How wide the column of the topics is.
  private static let gutter = 11

  func rows(_ columns: Int) -> [Line] {
    let sections = [shown, simulation, program, time, remarks, use].filter { !$0.isEmpty }
    return Array(sections.map { lines(of: $0, columns) }.joined(separator: [Line()]))
  }

  private func lines(of entries: [Entry], _ columns: Int) -> [Line] {
    entries.flatMap { entry in
      let room = max(columns - SourcePageText.gutter, 1)
      return entry.text.wrapped(to: room).enumerated().map { offset, text in
        let label = offset == 0 ? entry.label : ""
        var line = Line(label.padded(to: SourcePageText.gutter), .accent)
        line.add(text, entry.style)
        return line
      }
    }
  }

  /// One entry, or none if there is no text.
  private func entry(_ label: String, _ text: String?, _ style: Style? = nil) -> [Entry] {
    guard let text, !text.isEmpty else { return [] }
    return [Entry(label: label, text: text, style: style ?? .text)]
  }
}

// MARK: What it is

extension SourcePageText {
  private var shown: [Entry] {
    let word = StateWord(run)
    var entries = entry("shown", "\(word.text)  \(word.meaning)", word.style)
    entries += entry(label, source.name)
    entries += entry("format", source.format.map { "session log, version \($0)" })
    entries += entry("ended", ending)
    entries += entry("exit", source.exit?.text)
    return entries
  }

  /// What the name of the source is: a program that was started here is known by its command.
  private var label: String {
    if startedHere { return "command" }
    return source.kind == .program ? "socket" : "log"
  }

  private var startedHere: Bool { source.outputPath != nil }

  private var ending: String? {
    switch source.ending {
    case nil: run.analysis.state == .finished ? "The run finished." : nil
    case .end(let reason): SourcePageText.text(ofReason: reason)
    case .cut(let line):
      """
      The log stops in the middle, after line \(line). What happened after that is not known: \
      tasks that seem to be alive may have ended.
      """
    case .failed(let message): message
    }
  }

  /// The reason for the end of a log in words; a reason unknown to this program is quoted.
  private static func text(ofReason reason: String?) -> String {
    switch reason {
    case nil, "": "The log ends here and does not say why."
    case "finished": "The run finished."
    case "stalled": "Nothing could ever run again: the run stalled."
    case "quit": "The user ended the run or the recording."
    case "limit": "The run reached its time limit."
    case "full": "The disk was nearly full. The run continued without a log."
    case "exited": "The program ended."
    case let reason?: "The log gives the reason “\(reason)”."
    }
  }

  private var simulation: [Entry] {
    var scenario = start.scenario
    if run.description.known == nil { scenario += "  (not a scenario of this program)" }
    var entries = entry("scenario", scenario)
    entries += entry("preset", start.preset)
    if let pitfall = run.pitfall {
      entries += entry("pitfall", pitfall, .bad)
    } else if run.knowsPitfall {
      entries += entry("pitfall", "none")
    }
    entries += entry("seed", start.seed.map { "\($0)" })
    return entries
  }

  private var program: [Entry] {
    guard let program = source.program ?? start.program else { return [] }
    var entries = entry("program", program.name)
    if !startedHere { entries += entry("command", program.command.joined(separator: " ")) }
    entries += entry("process", program.pid.map { "\($0)" })
    entries += entry("host", program.host)
    entries += entry("runtime", program.runtime)
    entries += entry("recorder", program.source)
    return entries
  }

  private var time: [Entry] {
    let analysis = run.analysis
    let now = run.clock.text(analysis.now)
    var entries = entry("clock", clock)
    entries += entry("started", started)
    if start.level != .steps || start.program != nil { entries += entry("level", level) }
    if !start.areParentsScopes {
      entries += entry(
        "parents", "A parent is the task that created another one; it may end first.")
    }
    entries += entry("length", source.length.map { TimeText.clock($0) })
    entries += entry("events", "\(analysis.eventCount), up to \(now)")
    return entries
  }

  private var clock: String {
    switch start.clock {
    case .virtual: "Virtual: instants are times since the start of the run."
    case .real where start.wall != nil:
      "Real: instants are times of the day, \(run.clock.zone == "Z" ? "in UTC" : "UTC\(run.clock.zone)")."
    case .real: "Real: instants are times since the recording started."
    }
  }

  /// When the recording began, with the zone.
  private var started: String? {
    guard start.wall != nil else { return nil }
    let zone = run.clock.zone
    return "\(run.clock.date(.zero)) \(run.clock.text(.zero))\(zone == "Z" ? "" : " ")\(zone)"
  }

  private var level: String {
    switch start.level {
    case .counts:
      """
      counts: tasks start and end, and queues are counted. Single items, waits, timeouts and \
      errors were not recorded.
      """
    case .life: "life: what tasks wait for, and when they run, was not recorded."
    case .waits: "waits: when tasks were ready and when they ran was not recorded."
    case .steps: "steps: everything was recorded."
    }
  }
}

// MARK: How reliable it is, and what it can do

extension SourcePageText {
  private var remarks: [Entry] {
    let remarks = run.remarks
    guard !remarks.isEmpty else {
      return entry("remarks", "Nothing was skipped, corrected or lost.", .good)
    }
    var entries: [Entry] = []
    for (index, remark) in remarks.enumerated() {
      let label = index == 0 ? "remarks" : ""
      entries += entry(label, "\(remark.count) \(remark.text)", .warning)
    }
    let meaning = """
      Panels and figures show the events that were read. What was skipped or lost is missing: \
      counts may be too low, and a task or queue may be shown in an earlier state.
      """
    return entries + entry("", meaning)
  }

  private var use: [Entry] {
    let all = RunAbility.listed.filter { source.capabilities.have($0) }
    var entries = entry(
      "can", all.isEmpty ? "be watched" : all.map(\.words).joined(separator: ", "))
    let missing = RunAbility.listed.filter { !source.capabilities.have($0) }
    entries += entry("can't", missing.map(\.words).joined(separator: ", "))
    entries += entry("repeat", repeating)
    return entries
  }
}

extension SourcePageText {
  /// How to repeat the run, in words or as a command.
  private var repeating: String? {
    if let command = repetition?(run.history.model) { return command }
    guard run.history.model.specification != nil else {
      return "This program can't repeat it."
    }
    let count = run.history.model.inputs.count
    let changes =
      count == 0 ? "" : count == 1 ? " and one change" : " and \(NumberText.count(count)) changes"
    return "The same seed, preset, pitfall and knobs\(changes) give the same events."
  }
}

extension RunAbility {
  /// Those that the page lists; `y` shows whether there is a command.
  fileprivate static let listed = allCases.filter { $0 != .reopen }

  /// The ability in words that follow “can”.
  fileprivate var words: String {
    switch self {
    case .pace: "pause and change the speed"
    case .step: "step by one event"
    case .seek: "go back"
    case .restart: "play it again"
    case .reopen: "open it again with a command"
    case .begin: "run other scenarios, presets and seeds"
    case .record: "record"
    case .turnKnobs: "turn knobs"
    case .switchPitfalls: "enable pitfalls"
    case .fireTriggers: "fire triggers"
    case .mark: "set markers"
    }
  }
}
