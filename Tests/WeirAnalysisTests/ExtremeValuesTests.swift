import Testing

@testable import WeirAnalysis
@testable import WeirEvents

/// Every number of the public interface at its limits: nothing traps, and values read back as they
/// were written.
@Suite struct ExtremeValuesTests {
  static let nanoseconds: [Int64] = [.min, -1, 0, 1, 999, 3_600_000_000_000, .max - 1, .max]
  static let durations: [Duration] =
    nanoseconds.map { .nanoseconds($0) } + [
      .seconds(Int64.max), .seconds(Int64.min), Duration(attoseconds: .max),
      Duration(attoseconds: .min),
    ]
  static let counts = [Int.min, -1, 0, 1, .max]

  @Test(arguments: durations)
  func `a duration reads back as written unless it is negative`(duration: Duration) {
    let text = DurationText(duration).description
    #expect(!text.isEmpty)
    let read = DurationText.parse(text)
    #expect(read == (duration < .zero ? nil : .nanoseconds(duration.nanoseconds)))
  }

  @Test(arguments: [
    "9223372036854775807ns", "9223372036854775808ns", "99999999999999999999h", "2562047h",
    "2562048h", "0.0000000000000000000001s", "-1s", "", "h", ".", "1.", "1e9s", "NaNs",
  ])
  func `parsing any text gives a duration or nil`(text: String) {
    if let duration = DurationText.parse(text) { #expect(duration >= .zero) }
  }

  @Test(arguments: counts)
  func `thousandths of any count can be written`(count: Int) {
    #expect(!ThousandthsText(count).description.isEmpty)
    for value: ParameterValue in [.count(count), .share(count), .rate(count)] {
      #expect(!value.description.isEmpty)
    }
  }

  @Test(arguments: counts, counts)
  func `a kind of any range turns within it`(value: Int, step: Int) {
    for turn in [Turn.down, .up, .coarseDown, .coarseUp] {
      for kind: ParameterKind in [
        .count(Int.min...Int.max, step: step), .capacity(0...Int.max, step: step),
        .share(step: step), .rate(Int.min...Int.max), .number(Int.min...Int.max, step: step),
        .number(Int.min...Int.max, step: nil),
      ] {
        for present: ParameterValue in [
          .count(value), .share(value), .rate(value), .number(value), .unlimited,
        ] {
          _ = kind.position(of: present)
          _ = kind.turned(present, turn)
          _ = kind.contains(present)
          _ = try? kind.value(from: "\(value)")
          _ = kind.rangeText
        }
      }
    }
  }

  @Test(arguments: durations, durations)
  func `a distribution of any durations can be scaled and converted to another family`(
    first: Duration, second: Duration
  ) {
    for distribution: TimeDistribution in [
      .constant(first), .exponential(mean: first), .uniform(from: first, to: second),
      .normal(mean: first, deviation: second), .lognormal(median: first, sigma: .infinity),
      .pareto(minimum: first, shape: .nan),
    ] {
      _ = distribution.relocated(to: second)
      _ = distribution.location
      #expect(!distribution.description.isEmpty)
      for family in TimeDistribution.Family.allCases { _ = distribution.changed(to: family) }
      let range = min(first, second)...max(first, second)
      for kind: ParameterKind in [.time(range), .duration(range), .optionalDuration(range)] {
        for turn in [Turn.down, .up, .coarseDown, .coarseUp] {
          _ = kind.turned(.time(distribution), turn)
          _ = kind.turned(.duration(second), turn)
          _ = kind.turned(.off, turn)
        }
        _ = kind.changedFamily(.time(distribution))
      }
    }
  }

  @Test func `a histogram accepts any duration and any share`() {
    var histogram = DurationHistogram()
    for length in ExtremeValuesTests.nanoseconds { histogram.record(nanoseconds: length) }
    histogram.add(histogram)
    #expect(histogram.maximum == .nanoseconds(1 << 61))
    for share in [Double.nan, -.infinity, -1, 0, 0.5, 1, 2, .infinity] {
      #expect(histogram.quantile(share) != nil)
    }
    #expect(histogram.quantiles([.nan, -1, 0, 0.5, 1, .infinity]).count == 6)
    #expect(histogram.quantiles([]).isEmpty && DurationHistogram().quantiles([0.5]).count <= 1)
    for low in ExtremeValuesTests.durations {
      for high in ExtremeValuesTests.durations {
        #expect(histogram.count(above: low, upTo: high) <= histogram.count)
      }
    }
    #expect(histogram.meanSeconds != nil && histogram.mean != nil)
  }

  @Test(arguments: nanoseconds, nanoseconds)
  func `a worker's busy time is never negative, at any instant`(since: Int64, until: Int64) {
    var workers = WorkerLedger()
    let since = VirtualInstant(nanoseconds: since)
    let until = VirtualInstant(nanoseconds: until)
    for _ in 1...3 {
      workers.fold(WorkerID(.max), .occupied(by: TaskID(.max)), at: since)
      #expect(workers.records.allSatisfy { $0.busy(until: until) >= .zero })
      workers.fold(WorkerID(.max), .freed(by: TaskID(.max)), at: until)
      #expect(workers.records.allSatisfy { $0.busy(until: since) >= .zero })
    }
  }

  @Test
  func `the nanoseconds between two instants are clamped to the nearest representable number`() {
    let first = VirtualInstant(nanoseconds: .min)
    #expect(VirtualInstant.endOfTime.nanoseconds(since: first) == .max)
    #expect(first.nanoseconds(since: .endOfTime) == .min)
    #expect(VirtualInstant.endOfTime.nanoseconds(since: .zero) == .max)
    #expect(VirtualInstant.zero.nanoseconds(since: .zero) == 0)
  }

  @Test func `a number belongs to one task or timeout, and families are trees`() {
    var tasks = TaskLedger()
    var timeouts = TimeoutLedger()
    let births: [(UInt32, UInt32)] = [
      (5, 5), (3, 5), (5, 3), (0, 0), (7, 9), (9, 7), (.max, 9),
    ]
    for (id, parent) in births {
      tasks.fold(
        TaskID(id), .created(name: Label("task"), role: Symbol("task"), parent: TaskID(parent)),
        at: .zero)
      timeouts.fold(
        TimeoutID(UInt64(id)), .armed(by: TaskID(id), deadline: .zero), at: .zero, tasks: tasks)
    }
    #expect(tasks.records.map(\.id.rawValue) == [5, 3, 7, 9, .max])
    #expect(tasks.records.map(\.parent.rawValue) == [0, 5, 0, 7, 9])
    #expect(tasks.liveCount == 5 && timeouts.openCount == 5 && timeouts.counts.armed == 5)
  }

  @Test func `finding a similar name works for names of any length, even empty ones`() {
    let long = String(repeating: "é\u{1b}", count: 3000)
    for name in ["", "a", long] {
      _ = NearestName.find(name, among: ["", "a", "ab", long, long + "x"])
      #expect(Symbol(name).description == name)
      #expect(Label(name).description == name)
    }
  }

  @Test(arguments: [0, 1, 63, 64, 65, 191, 192, 5000])
  func `a symbol returns its text, wherever it is stored`(count: Int) async {
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for number in 0...count {
            let text = "symbol \(number) of \(worker % 2)"
            #expect(Symbol(text).description == text)
          }
        }
      }
    }
    #expect(Symbol("").isEmpty && Symbol.empty.description == "")
  }
}
