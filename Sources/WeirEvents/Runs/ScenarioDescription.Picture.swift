extension ScenarioDescription {
  /// What shows a scenario at work, and the roles and knobs that have a part in it.
  ///
  /// Whatever draws it knows the parts by these names only, and none of a scenario's own words.
  /// Counts are the names of knobs that say how many there are.
  public enum Picture: Hashable, Sendable {
    /// Rounds of coroutines on an axis of their own.
    /// - Parameter inTurn: what makes each begin when the one before it has ended.
    case rounds(of: Symbol, count: String, inTurn: Choice)
    /// A task that gathers, and its children.
    case gathering(of: Symbol, count: String)
    /// A queue between those who fill it and those who empty it.
    case queue(from: Party, to: Party)
    /// Users who acquire, use and release what there is little of.
    case resource(users: Symbol)
    /// Callers who try again.
    case retries(of: Symbol, attempts: String)
    /// Callers with a deadline, and the operations that do their work.
    case deadlines(of: Symbol, operations: Symbol)
    /// Items that are collected into batches.
    /// - Parameters:
    ///   - submitters: those who bring items and wait for them.
    ///   - collectors: those who only hand items on; they are not counted as waiting.
    ///   - gathering: what makes children gather the items in place of batches.
    ///   - children: these children.
    case batches(submitters: Symbol, collectors: Symbol, gathering: Choice, children: Symbol)
    /// A pool of connections with the requests in line for it.
    /// - Parameter idleLimit: how long a connection that nobody holds stays open.
    case pool(requests: Symbol, idleLimit: String)
    /// The phases in which a server shuts down, over its queue.
    /// - Parameter timers: those who shut it down by the clock.
    case shutdown(of: Symbol, timers: Symbol, from: Party, to: Party)
    /// The loop, and the workers beside it.
    /// - Parameters:
    ///   - heartbeat: who tells by being late that the loop is held.
    ///   - computing: those who compute.
    case workers(heartbeat: Symbol, computing: Symbol, count: String)
    /// A whole service: who asks, the queue, who works, the pool, the batches.
    case service(clients: Party, workers: Party)
  }
}

extension ScenarioDescription.Picture {
  /// The tasks of a role, with the word for several of them.
  public struct Party: Hashable, Sendable {
    public var role: Symbol
    public var plural: String

    /// - Parameter plural: with an *s* at its end unless given.
    public init(_ role: Symbol, plural: String? = nil) {
      self.role = role
      self.plural = plural ?? "\(role)s"
    }
  }

  /// One of the words of a knob.
  public struct Choice: Hashable, Sendable {
    public var knob: String
    public var word: String

    public init(_ knob: String, _ word: String) {
      self.knob = knob
      self.word = word
    }
  }
}
