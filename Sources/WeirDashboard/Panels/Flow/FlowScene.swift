import WeirAnalysis
import WeirEvents
import WeirScreen

/// What a flow picture is made from: what is known about a run, and how it is shown.
struct FlowScene {
  let run: RunHistory
  let knobs: KnobBoard
  /// Whether the run is paused; rates are dimmed then.
  let isPaused: Bool
  var signs = GraphSigns.braille
  /// What the right edge of a graph is called.
  var edge = "now"
  /// The time axis of a graph that is this many columns wide.
  var scale: (Int) -> TimeScale = { TimeScale(of: .seconds(30), columns: $0) }

  var analysis: Analysis { run.analysis }
  var now: VirtualInstant { run.analysis.now }
  /// Whether the run has finished.
  var isOver: Bool { run.analysis.state == .finished }

  /// The picture of the run's scenario, or one made from the events alone if the scenario has none.
  var picture: any FlowPicture {
    guard let picture = run.model.scenario?.picture else { return PartsFlow(self) }
    return self.picture(picture) ?? TasksFlow(self)
  }

  /// Returns `nil` as long as the run has nothing that the picture shows.
  private func picture(_ picture: ScenarioDescription.Picture) -> (any FlowPicture)? {
    switch picture {
    case .rounds(_, let count, let inTurn): CoroutineFlow(self, count: count, inTurn: inTurn)
    case .gathering(let children, let count): GatherFlow(self, children: children, count: count)
    case .queue(let producers, let consumers):
      QueueFlow(self, producers: producers, consumers: consumers)
    case .resource(let users): ResourceFlow(self, users: users)
    case .retries(let callers, let attempts):
      RetryFlow(self, callers: callers, attempts: attempts)
    case .deadlines(let callers, let operations):
      DeadlineFlow(self, callers: callers, operations: operations)
    case .batches(let submitters, let collectors, let gathering, let children):
      BatchFlow(
        self, submitters: submitters, collectors: collectors, gathering: gathering,
        children: children)
    case .pool(let requests, let idleLimit):
      PoolFlow(self, requests: requests, idleLimit: idleLimit)
    case .shutdown(let servers, let timers, let producers, let consumers):
      ShutdownFlow(
        self, servers: servers, timers: timers, producers: producers, consumers: consumers)
    case .workers(let heartbeat, let computing, let count):
      WorkerFlow(self, heartbeat: heartbeat, computing: computing, count: count)
    case .service(let clients, let workers): ServiceFlow(self, clients: clients, workers: workers)
    }
  }
}

extension FlowScene {
  /// The queues, pools and batchers of the run, each name once.
  var queues: [QueueRecord] { analysis.queues.records.latest(\.name) }
  var pools: [PoolRecord] { analysis.pools.records.latest(\.name) }
  var batchers: [BatcherRecord] { analysis.batchers.records.latest(\.name) }

  /// How often something happens per second; 0 as soon as the run is over.
  func perSecond(_ rate: Rate) -> Double { isOver ? 0 : rate.perSecond(at: now) }

  /// The number that a knob is set to; `nil` if the scenario has no such knob.
  func count(_ knob: String) -> Int? {
    guard case .count(let count) = knobs.effectiveValue(of: knob) else { return nil }
    return count
  }

  /// Whether a knob is set to the choice's word.
  func holds(_ choice: ScenarioDescription.Picture.Choice) -> Bool {
    knobs.effectiveValue(of: choice.knob) == .choice(choice.word)
  }

  /// The duration that a knob is set to; `nil` if the scenario has no such knob or it is off.
  func duration(_ knob: String) -> Duration? {
    guard case .duration(let duration) = knobs.effectiveValue(of: knob) else { return nil }
    return duration
  }

  /// The oldest live tasks of a role, in the order of creation, up to the limit of `RoleBoard`.
  func live(_ role: Symbol) -> [TaskRecord] {
    run.roles[role]?.live.compactMap { analysis.tasks[$0] } ?? []
  }

  /// How many tasks of a role are live, listed or not.
  func liveCount(_ role: Symbol) -> Int { run.roles[role]?.liveCount ?? 0 }

  /// How many tasks of a role were live at once lately.
  func peak(_ role: Symbol) -> Int { run.roles[role]?.peak.value(at: now) ?? 0 }

  /// The sum of these numbers for all other roles.
  func peak(than roles: [Symbol]) -> Int {
    run.roles.groups.reduce(0) { $0 + (roles.contains($1.role) ? 0 : $1.peak.value(at: now)) }
  }

  /// The youngest tasks of a role, live or ended, in the order of creation.
  func latest(_ role: Symbol) -> [TaskRecord] {
    run.roles[role]?.latest.compactMap { analysis.tasks[$0] } ?? []
  }

  /// The oldest live tasks of all other roles, in the order of creation, up to the limit of
  /// `RoleBoard` for each role.
  func others(than roles: [Symbol]) -> [TaskRecord] {
    let listed = run.roles.groups.filter { !roles.contains($0.role) }.flatMap { group in
      group.live
    }
    return listed.sorted().compactMap { analysis.tasks[$0] }
  }

  /// How many tasks of all other roles are live, listed or not.
  func otherCount(than roles: [Symbol]) -> Int {
    run.roles.groups.reduce(0) { $0 + (roles.contains($1.role) ? 0 : $1.liveCount) }
  }

  /// The last of `others(than:)`, as many as one line could ever show.
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
