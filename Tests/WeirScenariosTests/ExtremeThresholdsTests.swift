import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// The lints work with any thresholds: at the extremes of each, nothing traps, hangs or grows, and
/// findings have evidence.
@Suite struct ExtremeThresholdsTests {
  /// One threshold at one of its extremes.
  struct Extreme: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (inout LintThresholds) -> Void
  }

  private static let lengths: [Duration] = [
    .zero, .nanoseconds(1), .seconds(-1), .seconds(Int64.max), Duration(attoseconds: .min),
  ]
  private static let shares: [Double] = [
    .nan, -.infinity, 0, .leastNonzeroMagnitude, 1, 1e300, .infinity,
  ]
  private static let counts = [Int.min, 0, 1, .max]

  private typealias Field<Value> = (
    name: String, path: any WritableKeyPath<LintThresholds, Value> & Sendable
  )

  private static let lengthFields: [Field<Duration>] = [
    ("loopBlocked", \.loopBlocked), ("loopBlockedSevere", \.loopBlockedSevere),
    ("cancellationUnnoticed", \.cancellationUnnoticed),
    ("timedOutWorkGrace", \.timedOutWorkGrace), ("saturationWindow", \.saturationWindow),
    ("joinGrace", \.joinGrace), ("joinTimeout", \.joinTimeout), ("quiet", \.quiet),
    ("retryWindow", \.retryWindow), ("backOff", \.backOff),
    ("starvationWindow", \.starvationWindow),
    ("cancellationSwallowed", \.cancellationSwallowed), ("queueAbandoned", \.queueAbandoned),
    ("growthWindow", \.growthWindow), ("workerStarved", \.workerStarved),
  ]
  private static let shareFields: [Field<Double>] = [
    ("saturatedShare", \.saturatedShare), ("saturatedTimeShare", \.saturatedTimeShare),
    ("saturationClearedShare", \.saturationClearedShare),
    ("immediateRetryShare", \.immediateRetryShare),
    ("amplification", \.amplification), ("starvedTimeShare", \.starvedTimeShare),
    ("starvationClearedShare", \.starvationClearedShare), ("unpooledShare", \.unpooledShare),
  ]
  private static let countFields: [Field<Int>] = [
    ("forgottenItems", \.forgottenItems), ("amplifiedRetries", \.amplifiedRetries),
    ("unpooledAcquisitions", \.unpooledAcquisitions), ("growthItems", \.growthItems),
  ]

  static let extremes: [Extreme] =
    table(lengthFields, lengths) + table(shareFields, shares) + table(countFields, counts)

  private static func table<Value: Sendable>(
    _ fields: [Field<Value>], _ values: [Value]
  ) -> [Extreme] {
    fields.flatMap { field in
      values.map { value in
        let path = field.path
        return Extreme(testDescription: "\(field.name) = \(value)") { $0[keyPath: path] = value }
      }
    }
  }

  /// Right forms and pitfalls of several scenarios, which together cause most findings.
  private static let runs = Result {
    try [
      ("errors", nil), ("errors", "no-backoff"), ("pool", nil), ("pool", "no-pool"),
      ("producer-consumer", nil), ("producer-consumer", "no-task-done"), ("timeouts", nil),
      ("timeouts", "ignores-cancellation"), ("blocking", "on-the-loop"), ("pool", "leak"),
    ].map { try Trial($0, pitfall: $1, until: .seconds(4)).events.prefix(600) }
  }

  /// The first half of each run, with the default thresholds.
  private static let halves = Result {
    try runs.get().map { events in
      var analysis = Analysis()
      for event in events.prefix(events.count / 2) { analysis.fold(event) }
      return analysis
    }
  }

  @Test func `every threshold is in the table`() {
    let fields = Mirror(reflecting: LintThresholds()).children.compactMap(\.label)
    for field in fields {
      #expect(
        ExtremeThresholdsTests.extremes.contains {
          $0.testDescription.hasPrefix("\(field) =")
        }, "\(field)")
    }
  }

  @Test(arguments: extremes)
  func `the lints work with any threshold`(extreme: Extreme) throws {
    var thresholds = LintThresholds()
    extreme.change(&thresholds)
    let runs = try ExtremeThresholdsTests.runs.get()
    for (events, half) in zip(runs, try ExtremeThresholdsTests.halves.get()) {
      // From the beginning, and from the middle of the run.
      var (whole, second) = (Analysis(thresholds: thresholds), half)
      second.use(thresholds)
      for event in events { whole.fold(event) }
      for event in events.dropFirst(events.count / 2) { second.fold(event) }
      for var analysis in [whole, second] {
        analysis.advance(to: analysis.now.advanced(by: .seconds(600)), state: .stalled)
        // Each check of a lint can change a few findings; a lint that checks every nanosecond would
        // change millions.
        #expect(analysis.takeFindingChanges().count <= 2 * events.count + 20_000)
        #expect(analysis.findings.allSatisfy { !$0.evidence.isEmpty })
      }
    }
  }

  @Test(arguments: [Duration.zero, .seconds(Int64.max), Duration(attoseconds: .min)])
  func `the lints work with all lengths of the thresholds at an extreme`(length: Duration) throws {
    var thresholds = LintThresholds()
    for extreme in ExtremeThresholdsTests.extremes
    where extreme.testDescription.hasSuffix("= \(length)") {
      extreme.change(&thresholds)
    }
    for events in try ExtremeThresholdsTests.runs.get() {
      var analysis = Analysis(thresholds: thresholds)
      for event in events { analysis.fold(event) }
      analysis.advance(to: .endOfTime, state: .stalled)
      #expect(analysis.findings.allSatisfy { !$0.evidence.isEmpty })
    }
  }
}
