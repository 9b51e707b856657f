import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct BranchPageTests {
  private static func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  private func press(_ key: Key, _ dashboard: inout Dashboard) -> [Command] {
    dashboard.handle(.terminal(.keyPressed(key)))
  }

  private func type(_ text: String, _ dashboard: inout Dashboard) {
    for key in text { _ = press(.character(key), &dashboard) }
    _ = press(.enter, &dashboard)
  }

  /// A run that came to 20 s, was shown at 8 s, and continued from there with a change.
  private func branched() throws -> Dashboard {
    let batch = SampleRun.batch(until: 20)
    let past = RunPast(
      of: RunHistory(RunModel(of: RunStart(Sample.specification), in: Sample.description)),
      spool: EventSpool(in: nil))
    past.append(batch)
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.batchArrived(batch))
    let restored = try #require(past.position(at: Self.instant(8)).flatMap(past.restore))
    _ = dashboard.handle(.run(.restored(restored, isPast: true)))
    _ = dashboard.handle(.run(.branched(FutureChange(from: 0, to: 1))))
    turn(&dashboard, [("2", 8), ("3", 8), ("6", 9.4)], until: 12)
    return dashboard
  }

  private func turn(
    _ dashboard: inout Dashboard, _ values: [(String, Double)], until end: Double
  ) {
    let events = values.map { value, seconds in
      Event(
        Self.instant(seconds),
        .input(.parameterChanged(name: Symbol("consumers"), value: Symbol(value))))
    }
    _ = dashboard.handle(
      .batchArrived(EventBatch(events: events, now: Self.instant(end), state: .running)))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `the list of branches`(columns: Int, rows: Int) throws {
    var dashboard = try branched()
    _ = press(.character("B"), &dashboard)
    _ = press(.down, &dashboard)
    try Golden("branches-\(columns)x\(rows)").check(Sample.frame(dashboard, columns, rows).text)
  }

  @Test func `a notice says what is kept, and the time line where it left`() throws {
    let run = try branched().run
    let (branches, marks) = (run.presentBranches, run.branches.marks)
    #expect(branches.branches.map(\.name) == ["branch-1", "branch-2"] && branches.present == 1)
    #expect(marks.map(\.instant) == [Self.instant(8)] && marks.map(\.kind) == [.branch])
    let parameters = Sample.specification.parameters
    #expect(
      branches.branches.map { branches.difference(of: $0, from: parameters) } == [
        "no change, 8.00s more", "consumers 4 → 3 at 00:08.0, consumers 3 → 6 at 00:09.4",
      ])
    #expect(branches.branches.map(\.outcome.end.instant) == [Self.instant(20), Self.instant(12)])
    #expect(try branched().notice?.text.contains("kept as branch-1; :branches") == true)
  }

  @Test func `a key shows the chosen branch beside the run, each under its name`() throws {
    var dashboard = try branched()
    _ = press(.character("B"), &dashboard)
    let specification = Sample.specification
    #expect(press(.character("c"), &dashboard) == [.compare(.run(specification))])
    #expect(dashboard.overlay == nil && dashboard.isComparing)
    let head = Sample.frame(dashboard, 200, 50).text.split(separator: "\n").first.map(String.init)
    #expect(head?.contains("A  branch-2") == true && head?.contains("B  branch-1") == true)
    #expect(head?.contains("branch-1: no change, 8.00s more") == true)
    var other = try branched()
    _ = press(.character("B"), &other)
    _ = press(.down, &other)
    #expect(press(.character("c"), &other) == [] && !other.isComparing)
    #expect(other.notice?.text.contains("is the branch that is shown") == true)
  }

  @Test func `Enter goes to the chosen branch, but not to the one that is shown`() throws {
    var dashboard = try branched()
    _ = press(.character("B"), &dashboard)
    #expect(press(.enter, &dashboard) == [.goToFuture(0)] && dashboard.overlay == nil)
    _ = press(.character("B"), &dashboard)
    _ = press(.end, &dashboard)
    #expect(press(.enter, &dashboard) == [])
  }

  @Test func `a branch can be named`() throws {
    var dashboard = try branched()
    type(":branch calm", &dashboard)
    #expect(dashboard.run.branches[0]?.name == "calm")
    type(":branch branch-2 busy", &dashboard)
    #expect(dashboard.run.branches.branches.map(\.name) == ["calm", "busy"])
    #expect(throws: CommandError.noBranchName("calm")) {
      try dashboard.grammar.call("branch busy calm")
    }
    #expect(throws: CommandError.noBranches) {
      try Sample.dashboard(after: 1).grammar.call("branch calm")
    }
  }

  @Test func `the run is compared with one of its branches`() throws {
    var dashboard = try branched()
    var specification = Sample.specification
    type(":branch branch-2 busy", &dashboard)
    let model = dashboard.run.history.model
    #expect(model.inputs.count == 3)
    for (name, inputs) in [("branch-1", []), ("busy", model.inputs)] {
      specification.inputs = inputs
      for command in ["compare branch \(name)", "compare \(name)"] {
        guard case .compare(.branch(let found, let request)?) = try dashboard.grammar.call(command)
        else { return #expect(Bool(false), "no run to compare with") }
        #expect(request == specification && found == name)
      }
    }
    #expect(throws: CommandError.self) { try dashboard.grammar.call("compare branch other") }
    #expect(throws: CommandError.noBranches) {
      try Sample.dashboard(after: 1).grammar.call("compare branch calm")
    }
  }

  @Test func `without branches the page says how one comes to be`() {
    var dashboard = Sample.dashboard(after: 1)
    _ = press(.character("B"), &dashboard)
    #expect(Sample.frame(dashboard, 80, 24).text.contains("This run has no branches yet."))
    #expect(press(.enter, &dashboard) == [] && dashboard.overlay == nil)
  }

  @Test func `the header shows how much has been repeated`() throws {
    var dashboard = try branched()
    _ = dashboard.handle(.run(.repeating(share: 0.4)))
    let text = Sample.frame(dashboard, 80, 24).text
    #expect(text.contains("repeating the run") && text.contains("40%"))
    #expect(press(.escape, &dashboard) == [.pause])
    _ = dashboard.handle(.run(.atHead))
    #expect(!Sample.frame(dashboard, 80, 24).text.contains("repeating the run"))
  }

  @Test func `another run has no branches`() throws {
    var dashboard = try branched()
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.run.branches == BranchList())
  }

  @Test func `where a branch left is found through those it comes from`() {
    let model = RunModel(of: RunStart(Sample.specification), in: Sample.description)
    var list = BranchList()
    for (from, to, seconds) in [(0, 1, 8.0), (1, 2, 12), (2, 3, 5)] {
      _ = list.leave(
        FutureChange(from: from, to: to),
        at: RunPosition(event: Int(seconds), instant: Self.instant(seconds)), former: model,
        shown: model)
    }
    #expect((0...3).map { list.place(of: $0)?.event } == [5, 5, 5, 5])
    list.enter(FutureChange(from: 3, to: 1), former: model)
    #expect((0...3).map { list.place(of: $0)?.event } == [8, 8, 12, 5])
  }

  @Test func `the list is bounded, and keeps the one that is lived`() {
    let model = RunModel(of: RunStart(Sample.specification), in: Sample.description)
    var list = BranchList()
    for number in 0..<200 {
      _ = list.leave(
        FutureChange(from: number, to: number + 1), at: .start, former: model, shown: model)
    }
    #expect(list.branches.count == BranchList.mostLeft + 1 && list.present == 200)
    #expect(list[200] != nil && list[135] == nil && list[136] != nil)
  }

  @Test func `branches without a change differ by their lengths`() throws {
    func model(_ seconds: Double) -> RunModel {
      var model = RunModel(of: RunStart(Sample.specification), in: Sample.description)
      model.fold(EventBatch(events: [], now: Self.instant(seconds), state: .running))
      return model
    }
    let place = RunPosition(event: 0, instant: Self.instant(2))
    var list = BranchList()
    for (number, end) in [(1, 20.0), (2, 12)] {
      _ = list.leave(
        FutureChange(from: number - 1, to: number), at: place, former: model(end), shown: model(2))
    }
    list.update(BranchOutcome(model(9)))
    #expect(
      list.branches.map { list.difference(of: $0, from: []) } == [
        "no change, 11.0s more", "no change, 3.00s more", "no change, 3.00s less",
      ])
  }

  @Test func `a restart says that it drops the branches`() throws {
    var dashboard = try branched()
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.run.branches.branches.isEmpty)
    #expect(dashboard.notice?.text == "One branch was dropped with the run before.")
  }
}
