import WeirEvents

/// Pictures with roles and knobs of their own, as the description of a scenario names them.
extension ScenarioDescription.Picture {
  static let sampleRounds = rounds(
    of: Symbol("coroutine"), count: "count", inTurn: .init("order", "in-turn"))
  static let sampleGathering = gathering(of: Symbol("worker"), count: "tasks")
  static let sampleQueue = queue(
    from: .init(Symbol("producer")), to: .init(Symbol("consumer")))
  static let sampleResource = resource(users: Symbol("user"))
  static let sampleRetries = retries(of: Symbol("caller"), attempts: "attempts")
  static let sampleDeadlines = deadlines(
    of: Symbol("caller"), operations: Symbol("operation"))
  static let sampleBatches = batches(
    submitters: Symbol("submitter"), collectors: Symbol("batcher"),
    gathering: .init("method", "gather"), children: Symbol("item"))
  static let samplePool = pool(requests: Symbol("request"), idleLimit: "idle-timeout")
  static let sampleShutdown = shutdown(
    of: Symbol("server"), timers: Symbol("timer"), from: .init(Symbol("load"), plural: "load"),
    to: .init(Symbol("worker")))
  static let sampleWorkers = workers(
    heartbeat: Symbol("heartbeat"), computing: Symbol("cruncher"), count: "workers")
  static let sampleService = service(
    clients: .init(Symbol("client")), workers: .init(Symbol("worker")))
}

extension Sample {
  /// A scenario of coroutines, described only by its picture.
  static let rounds = ScenarioDescription(
    name: "rounds", summary: "", guideSection: "", presets: [], pitfalls: [], knobs: [],
    lengthKnob: "", picture: .sampleRounds)
}
