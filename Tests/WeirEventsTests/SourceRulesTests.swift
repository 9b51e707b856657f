import Foundation
import Testing
import WeirEvents

/// Rules for the sources that no compiler checks.
@Suite struct SourceRulesTests {
  /// Calls that read a clock, use the system's randomness, or start tasks outside the engine, so
  /// that two runs would differ.
  private static let unrepeatable = [
    "ContinuousClock", "SuspendingClock", "Date(", "SystemRandomNumberGenerator", ".random(in",
    ".shuffled(", "Task.sleep(", "Task.detached", "import Foundation",
  ]

  /// The defaults for programs outside a simulation.
  private static let exempt = ["WeirPatterns/Support/SystemDefaults.swift"]

  @Test(arguments: [
    "WeirEvents", "WeirAnalysis", "WeirLog", "WeirPatterns", "WeirEngine", "WeirScenarios",
  ])
  func `code that runs in virtual time uses neither clocks nor system randomness`(target: String)
    throws
  {
    let lines = try SourceLine.all(in: target).filter { line in
      !SourceRulesTests.exempt.contains(where: line.place.hasPrefix) && !line.isDocumentation
    }
    try expectNone(of: lines) { line in
      SourceRulesTests.unrepeatable.contains { line.text.contains($0) }
    }
  }

  @Test(arguments: [
    ("WeirEvents", []),
    ("WeirFiles", []),
    ("WeirAnalysis", ["WeirEvents"]),
    ("WeirLog", ["WeirEvents"]),
    ("WeirSession", ["WeirEvents", "WeirAnalysis", "WeirLog", "WeirFiles"]),
    ("WeirPatterns", ["WeirEvents"]),
    ("WeirEngine", ["WeirEvents", "CTaskHook"]),
    ("WeirScenarios", ["WeirEvents", "WeirPatterns", "WeirEngine"]),
    ("WeirScreen", []),
    ("WeirWording", ["WeirScreen", "WeirEvents", "WeirAnalysis"]),
    ("WeirDashboard", ["WeirScreen", "WeirWording", "WeirEvents", "WeirAnalysis", "WeirFiles"]),
    ("WeirTerminal", ["WeirScreen", "CNcurses"]),
  ])
  func `a target imports only our targets below it`(target: String, below: [String]) throws {
    try expectNone(of: try SourceLine.all(in: target)) { line in
      guard let module = line.imported else { return false }
      let isOurs = module.hasPrefix("Weir") || ["CNcurses", "CTaskHook"].contains(module)
      return isOurs && !below.contains(module)
    }
  }

  @Test func `only the terminal imports ncurses`() throws {
    let lines = try SourceLine.all(in: "").filter { !$0.place.hasPrefix("WeirTerminal/") }
    try expectNone(of: lines) { $0.imported == "CNcurses" }
  }

  @Test func `everything printed goes through the types that escape it`() throws {
    let doors = ["weir/Headless/StandardOutput.swift", "weir/Headless/StandardError.swift"]
    let lines = try SourceLine.all(in: "").filter { line in
      !doors.contains(line.place) && !line.isDocumentation
        && !line.place.hasPrefix("WeirTerminal/")
    }
    // Few lines have one of these words, and regular expressions are slow.
    let words = ["print", "put", "dump", "FileHandle", "_FILENO"]
    try expectNone(of: lines) { line in
      guard words.contains(where: line.text.contains) else { return false }
      return line.text.contains(#/(^|[^.\w])(print|debugPrint|dump|fputs|puts|printf|putchar)\(/#)
        || line.text.contains(#/FileHandle\.standard(Output|Error)|STD(OUT|ERR)_FILENO/#)
    }
  }

  /// A stack overflow is reported as one only on a thread with an alternate stack for signals.
  @Test(arguments: ["weir", "WeirTerminal"])
  func `every file that starts a thread or a queue gives it a stack for signals`(target: String)
    throws
  {
    let files = Dictionary(grouping: try SourceLine.all(in: target), by: \.place)
    try #require(!files.isEmpty)
    for (place, lines) in files {
      let starts = lines.contains { line in
        !line.isDocumentation && line.text.contains(#/\bThread \{|DispatchQueue\(label:/#)
      }
      guard starts else { continue }
      #expect(lines.contains { $0.text.contains("AlternateStack.use()") }, "Sources/\(place)")
    }
  }

  /// With a new kind of event, wait or step, the compiler has to name each place that handles the
  /// others. Code that handles a single kind uses `if case`.
  @Test(arguments: [
    "WeirEvents", "WeirAnalysis", "WeirLog", "WeirSession", "WeirPatterns", "WeirEngine",
    "WeirScenarios", "WeirDashboard", "weir",
  ])
  func `no switch over events, waits or kinds of values has a default`(target: String) throws {
    let statements = SwitchStatement.all(in: try SourceLine.all(in: target))
    try #require(!statements.isEmpty, "there are no switches to look at")
    for statement in statements where statement.hasDefault && !statement.names.isEmpty {
      guard SourceRulesTests.vocabularies.contains(where: statement.names.isSubset) else {
        continue
      }
      let line = statement.line
      Issue.record("Sources/\(line.place):\(line.number): \(line.text)")
    }
  }

  @Test func `a default among kinds of events is found, whatever the switch is over`() {
    func finds(_ text: String) -> Bool {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .map { SourceLine(place: "X.swift", number: $0.offset + 1, text: String($0.element)) }
      return SwitchStatement.all(in: lines).contains { statement in
        statement.hasDefault && !statement.names.isEmpty
          && SourceRulesTests.vocabularies.contains(where: statement.names.isSubset)
      }
    }
    #expect(finds("  switch x {\n  case .task(_, .created): a\n  default: b\n  }"))
    #expect(
      finds("  let a = switch x {\n  case .enqueued(\n    let a),\n    .done: a\n  default: b\n  }")
    )
    #expect(finds("switch record.wait {\ncase .child(let id): a\n@unknown default: b\n}"))
    #expect(finds("switch kind {\ncase .count(let range, _), .rate(let range): a\ndefault: b\n}"))
    #expect(
      !finds("  switch x {\n  case .task(_, .created): a\n  case .queue: b\n  }\n  default: b"))
    #expect(!finds("switch x {\ncase .task: a\ncase .screen: c\ndefault: b\n}"))
    #expect(!finds("switch x {\ncase 1: a\ndefault: b\n}"))
  }

  /// The names of the cases of each enum of events and waits, and of the kinds of values.
  private static let vocabularies: [Set<String>] = [
    Set(EventKind.all.map { "\("\($0)".prefix { $0 != "(" })" }),
    names(TaskEvent.Kind.self), names(QueueEvent.Kind.self), names(TimeoutEvent.Kind.self),
    names(PoolEvent.Kind.self), names(BatchEvent.Kind.self), names(RequestEvent.Kind.self),
    names(ErrorEvent.Kind.self), names(ShutdownEvent.Kind.self), names(WorkerEvent.Kind.self),
    names(InputEvent.Kind.self), names(SourceEvent.Kind.self), names(WaitKind.self),
    [
      "count", "capacity", "number", "share", "rate", "time", "duration", "optionalDuration",
      "choice", "name", "folder",
    ],
  ]

  private static func names<Kind: CaseIterable>(_ kind: Kind.Type) -> Set<String> {
    Set(kind.allCases.map { "\($0)" })
  }

  private func expectNone(of lines: [SourceLine], _ isForbidden: (SourceLine) -> Bool) throws {
    try #require(!lines.isEmpty, "there are no sources to look at")
    for line in lines where isForbidden(line) {
      Issue.record("Sources/\(line.place):\(line.number): \(line.text)")
    }
  }
}
