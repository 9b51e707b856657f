import WeirEvents

@testable import WeirEngine

/// Drives a scheduler from a text, and records its decisions as text.
///
/// Stimuli are separated by semicolons, decisions by commas; instants and lengths are whole
/// seconds. Jobs and waiters are names, so that nothing but the scheduler runs.
struct SchedulerScript: ~Copyable {
  private var scheduler: Scheduler<String, String>
  private var timers: [String: TimerToken] = [:]
  private var calls: [ObjectIdentifier: (name: String, call: TimedCall)] = [:]
  private var tickets: [String: UInt64] = [:]
  private var isDisturbed = false
  private var decisions: [String] = []

  static func decisions(
    _ stimuli: String, _ configuration: Simulation.Configuration = .init()
  ) -> String {
    var script = SchedulerScript(scheduler: Scheduler(configuration))
    for stimulus in stimuli.split(separator: ";") {
      script.take(stimulus.split(separator: " ").map(String.init))
    }
    return script.decisions.joined(separator: ", ")
  }

  private init(scheduler: consuming Scheduler<String, String>) {
    self.scheduler = scheduler
  }

  private mutating func take(_ words: [String]) {
    let name = words.count > 1 ? words[1] : ""
    let seconds = words.last.flatMap { Int64($0) } ?? 0
    let instant = VirtualInstant.zero.advanced(by: .seconds(seconds))
    switch words[0] {
    case "job": scheduler.enqueue(name)
    case "park":
      timers[name] = scheduler.setTimer(
        at: instant, for: .init(task: .none, sleeper: .parked(name)))
    case "alarm": setAlarm(name, at: instant)
    case "silence": if let alarm = timers[name] { scheduler.cancelAlarm(alarm) }
    case "reserve": timers[name] = scheduler.reserveTimer()
    case "set": set(name, at: instant)
    case "cancel": cancel(name)
    case "compute": scheduler.compute(for: .seconds(seconds), name)
    case "workers":
      let created = scheduler.resizeOffloading(to: Int(seconds)).map { "new w\($0.rawValue)" }
      decisions += created
      startOffloaded()
    case "offload": offload(name, for: .seconds(seconds))
    case "withdraw":
      let isWaiting = tickets[name].flatMap { scheduler.cancelOffloading($0) } != nil
      decide("\(name) \(isWaiting ? "withdrawn" : "not withdrawn")")
    case "input": scheduler.add(TimedInput(instant, .triggered(name)))
    case "main": scheduler.mainBegan(TaskID(1))
    case "end": scheduler.taskEnded(TaskID(UInt32(seconds)))
    case "disturb": isDisturbed = true
    case "tear-down": scheduler.beginTearDown()
    case "torn-down": scheduler.endTearDown()
    case "allow": scheduler.allow(passingUpTo: instant)
    case "steps": scheduler.allow(passingUpTo: .endOfTime, steps: Int(seconds))
    case "pass": pass(to: instant)
    case "rest": scheduler.rest(until: instant)
    case "run": run(upTo: instant)
    case "step": _ = step(upTo: .endOfTime)
    default: decide("unknown stimulus \(words)")
    }
  }

  private mutating func set(_ name: String, at instant: VirtualInstant) {
    guard let timer = timers[name] else { return decide("\(name) was not reserved") }
    let sleep = Scheduler<String, String>.Sleep(task: .none, sleeper: .waiting(name))
    if !scheduler.setTimer(timer, at: instant, for: sleep) { decide("\(name) refused") }
  }

  private mutating func cancel(_ name: String) {
    guard let timer = timers[name], let sleep = scheduler.cancelTimer(timer) else {
      return decide("\(name) not cancelled")
    }
    decide("\(SchedulerScript.name(sleep.sleeper)) cancelled")
  }

  private mutating func offload(_ name: String, for length: Duration) {
    let ticket = scheduler.makeOffloadTicket()
    tickets[name] = ticket
    scheduler.offload(
      .init(ticket: ticket, task: .none, length: length, site: .unknown, waiter: name))
    startOffloaded()
  }

  private mutating func startOffloaded() {
    while let (computation, worker) = scheduler.startOffloaded() {
      decide("\(computation.waiter) takes w\(worker.rawValue)")
    }
  }

  private mutating func setAlarm(_ name: String, at instant: VirtualInstant) {
    let call = TimedCall(setBy: .unknown) {}
    calls[ObjectIdentifier(call)] = (name, call)
    timers[name] = scheduler.setAlarm(at: instant, call)
  }

  private mutating func pass(to instant: VirtualInstant) {
    guard scheduler.canPass(to: instant) else { return decide("no pass") }
    scheduler.pass(to: instant)
    decide("passed")
  }

  private mutating func run(upTo limit: VirtualInstant) {
    while step(upTo: limit) {}
    decide("\(scheduler.state)")
  }

  private mutating func step(upTo limit: VirtualInstant) -> Bool {
    guard scheduler.takeStep() else { return false }
    switch scheduler.next(upTo: limit, isDisturbed: isDisturbed) {
    case .run(let job): decide("run \(job) on w\(scheduler.worker.rawValue)")
    case .takeInput:
      if case .triggered(let name)? = scheduler.popInput() { decide("input \(name)") }
    case .wake: while let alarm = scheduler.popDue() { answer(alarm) }
    case .nothing: return false
    }
    return true
  }

  private mutating func answer(_ alarm: Scheduler<String, String>.Alarm) {
    switch alarm {
    case .sleep(let sleep): decide("wake \(SchedulerScript.name(sleep.sleeper))")
    case .call(let call): decide("call \(calls[ObjectIdentifier(call)]?.name ?? "")")
    case .limit: decide("limit")
    case .computation(let waiter, _):
      scheduler.enqueue(waiter)
      let job = scheduler.popContinued() ?? "nothing"
      decide("continue \(job) on w\(scheduler.worker.rawValue)")
    case .offloaded(_, let waiter, let worker):
      decide("\(waiter) leaves w\(worker.rawValue)")
      startOffloaded()
    }
  }

  private static func name(_ sleeper: Scheduler<String, String>.Sleeper) -> String {
    switch sleeper {
    case .parked(let name), .waiting(let name): name
    }
  }

  private mutating func decide(_ text: String) {
    decisions.append("\(DurationText(.nanoseconds(scheduler.now.nanoseconds))) \(text)")
  }
}
