import WeirAnalysis
import WeirEvents
import WeirScreen

/// What a flow picture is drawn from: what is known of a run, and how things look.
struct FlowScene {
  let run: RunPicture
  let knobs: KnobBoard
  /// Whether virtual time stands still: rates fade then.
  let isPaused: Bool
  let look: Look
  var signs = GraphSigns.braille
  /// The time axis of graphs over so many columns.
  var scale: (Int) -> TimeScale = { TimeScale(of: .seconds(30), columns: $0) }

  var analysis: Analysis { run.analysis }
  var now: VirtualInstant { run.analysis.now }
  /// Whether the run has come to its end.
  var isOver: Bool { run.analysis.state == .finished }

  /// The first picture of those that know a kind of pattern for which the run has what it shows.
  var picture: any FlowPicture {
    for kind in FlowScene.pictures {
      if let picture = kind.init(self) { return picture }
    }
    return StaffFlow(scene: self)
  }

  /// The composed patterns first, then the simple ones of which they are made.
  private static var pictures: [any FlowPicture.Type] {
    [
      ServiceFlow.self, ShutdownFlow.self, BatchFlow.self, QueueFlow.self, PoolFlow.self,
      ResourceFlow.self, GatherFlow.self, DeadlineFlow.self, RetryFlow.self, WorkerFlow.self,
      CoroutineFlow.self,
    ]
  }
}

extension FlowScene {
  /// The queues, pools and batchers as they are now.
  var queues: [QueueRecord] { analysis.queues.records.latest(\.name) }
  var pools: [PoolRecord] { analysis.pools.records.latest(\.name) }
  var batchers: [BatcherRecord] { analysis.batchers.records.latest(\.name) }

  /// How often something happens in a second; once the run is over, however short a time ago,
  /// nothing does.
  func perSecond(_ rate: Rate) -> Double { isOver ? 0 : rate.perSecond(at: now) }

  /// The number that a knob of that name is set to, where the scenario has one.
  func count(_ knob: String) -> Int? {
    guard case .count(let count) = knobs.holding(knob) else { return nil }
    return count
  }

  /// The word that a knob of that name is set to, where the scenario has one.
  func choice(_ knob: String) -> String? {
    guard case .choice(let word) = knobs.holding(knob) else { return nil }
    return word
  }

  /// The length of time that a knob of that name is set to, where the scenario has one and it is on.
  func duration(_ knob: String) -> Duration? {
    guard case .duration(let duration) = knobs.holding(knob) else { return nil }
    return duration
  }

  /// The live tasks of a role, in the order of creation: the oldest, as many as `RoleBoard` lists.
  func live(_ role: Symbol) -> [TaskRecord] {
    run.roles[role]?.live.compactMap { analysis.tasks[$0] } ?? []
  }

  /// How many tasks of a role live, listed or not.
  func liveCount(_ role: Symbol) -> Int { run.roles[role]?.liveCount ?? 0 }

  /// The youngest tasks of a role, those that have ended among them, in the order of creation.
  func latest(_ role: Symbol) -> [TaskRecord] {
    run.roles[role]?.latest.compactMap { analysis.tasks[$0] } ?? []
  }

  /// The live tasks of none of some roles, in the order of creation: the oldest of each, as many as
  /// `RoleBoard` lists.
  func others(than roles: [Symbol]) -> [TaskRecord] {
    let listed = run.roles.groups.filter { !roles.contains($0.role) }.flatMap { group in
      group.live
    }
    return listed.sorted().compactMap { analysis.tasks[$0] }
  }

  /// How many tasks live that are of none of some roles, listed or not.
  func otherCount(than roles: [Symbol]) -> Int {
    run.roles.groups.reduce(0) { $0 + (roles.contains($1.role) ? 0 : $1.liveCount) }
  }

  /// The last of `others(than:)`, as many as a line could ever show.
  func lastOthers(than roles: [Symbol]) -> [TaskRecord] {
    let listed = run.roles.groups.filter { !roles.contains($0.role) }.flatMap { group in
      group.live.suffix(FlowScene.mostInLine)
    }
    return listed.sorted().suffix(FlowScene.mostInLine).compactMap { analysis.tasks[$0] }
  }

  private static let mostInLine = 64

  /// Whether the run has had a task of the role.
  func has(_ role: Symbol) -> Bool { run.roles[role] != nil }
}
