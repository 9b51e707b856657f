import WeirAnalysis
import WeirEvents
import WeirScreen

/// What a flow picture is drawn from: what is known of a run, and how things look.
struct FlowScene {
  let run: RunHistory
  let knobs: KnobBoard
  /// Whether virtual time stands still: rates fade then.
  let isPaused: Bool
  var signs = GraphSigns.braille
  /// The time axis of graphs over so many columns.
  var scale: (Int) -> TimeScale = { TimeScale(of: .seconds(30), columns: $0) }

  var analysis: Analysis { run.analysis }
  var now: VirtualInstant { run.analysis.now }
  /// Whether the run has come to its end.
  var isOver: Bool { run.analysis.state == .finished }

  /// What shows the run: the picture of its scenario, or, where that has none, what follows from
  /// the events alone.
  var picture: any FlowPicture {
    guard let picture = run.model.scenario?.picture else { return PartsFlow(self) }
    return self.picture(picture) ?? TasksFlow(self)
  }

  /// Nil as long as the run has none of what the picture shows.
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

  /// Whether a knob is set to a word.
  func holds(_ choice: ScenarioDescription.Picture.Choice) -> Bool {
    knobs.holding(choice.knob) == .choice(choice.word)
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
