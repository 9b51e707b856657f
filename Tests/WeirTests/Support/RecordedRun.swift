import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTestSupport

@testable import weir

/// A run without a screen and its log.
struct RecordedRun {
  let run: HeadlessRun
  let text: String

  var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// - Parameter room: How many bytes of log the disk has room for.
  init(
    _ specification: RunSpecification, until seconds: Double, level: RecordLevel = .all,
    thresholds: LintThresholds = .init(), hasSpareCore: Bool = false, room: Int = .max
  ) throws {
    let output = MemoryOutput(room: room)
    let header = LogHeader(
      specification, version: Weir.version, started: "2026-11-22T09:00:00Z")
    run = try HeadlessRun(
      specification, until: VirtualInstant(nanoseconds: Int64(seconds * 1e9)),
      thresholds: thresholds, writer: try SessionWriter(header, level: level, to: output),
      hasSpareCore: hasSpareCore)
    text = output.text
  }

  /// Every scenario in each preset, without and with each pitfall.
  static let all: [RunSpecification] = ScenarioCatalog.descriptions.flatMap { scenario in
    scenario.presets.flatMap { preset in
      (scenario.pitfalls.map { $0.name as String? } + [nil]).compactMap { pitfall in
        try? ScenarioCatalog.specification(
          of: scenario.name, preset: preset.name, pitfall: pitfall, seed: 5)
      }
    }
  }

  /// The outcome of verifying a log in memory.
  static func verify(
    _ text: some StringProtocol, thresholds: LintThresholds = .init(),
    comparesFindings: Bool = true
  ) throws -> Verification.Outcome {
    try verify(Array(text.utf8), thresholds: thresholds, comparesFindings: comparesFindings)
  }

  static func verify(
    _ bytes: [UInt8], thresholds: LintThresholds = .init(), comparesFindings: Bool = true
  ) throws -> Verification.Outcome {
    let log = StoredLog(bytes, path: "log")
    let outline = try LogOutline(
      try log.bytes(), path: "log",
      in: { try? ScenarioCatalog.description(of: $0.scenario) })
    return try Verification(
      of: log, outline, thresholds: thresholds, comparesFindings: comparesFindings
    ).outcome
  }

  /// Reads a whole log and passes it to a function.
  static func report<Result>(
    _ bytes: [UInt8], _ look: (borrowing LoggedRun) throws -> Result
  ) throws -> Result {
    let reader = try SessionReader(bytes, path: "log")
    let scenario = try? ScenarioCatalog.description(of: reader.header.scenario)
    var run = LoggedRun(reader, in: scenario)
    while run.readOn() {}
    return try look(run)
  }
}

extension Verification.Outcome {
  /// The difference, in findings or in anything else.
  var difference: RunDifference? {
    switch self {
    case .differs(let difference), .findingsDiffer(let difference): difference
    case .same, .cut, .interrupted: nil
    }
  }
}
