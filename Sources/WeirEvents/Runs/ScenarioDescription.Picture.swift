extension ScenarioDescription {
  /// The kind of drawing that shows a scenario at work, with the roles and knobs that appear in it.
  ///
  /// The code that draws it knows the parts by these names only, and no scenario's own words. A
  /// `count` is the name of the knob that sets the number.
  public enum Picture: Hashable, Sendable {
    /// Rounds of coroutines, each on an axis of its own.
    /// - Parameter inTurn: the choice with which each begins when the one before it has ended.
    case rounds(of: Symbol, count: String, inTurn: Choice)
    /// A task that gathers the results of its children.
    case gathering(of: Symbol, count: String)
    /// A queue between the tasks that fill it and those that empty it.
    case queue(from: Group, to: Group)
    /// Tasks that acquire, use and release a scarce resource.
    case resource(users: Symbol)
    /// Callers that retry.
    case retries(of: Symbol, attempts: String)
    /// Callers with a deadline, and the operations that do their work.
    case deadlines(of: Symbol, operations: Symbol)
    /// Items that are collected into batches.
    /// - Parameters:
    ///   - submitters: the tasks that submit items and wait for them.
    ///   - collectors: the tasks that only hand items on; they don't count as waiting.
    ///   - gathering: the choice with which children gather the items in place of batches.
    ///   - children: these children.
    case batches(submitters: Symbol, collectors: Symbol, gathering: Choice, children: Symbol)
    /// A pool of connections with the requests that wait for one.
    /// - Parameter idleLimit: the knob for how long an idle connection stays open.
    case pool(requests: Symbol, idleLimit: String)
    /// The phases in which a server shuts down, over its queue.
    /// - Parameter timers: the tasks that shut it down at a set time.
    case shutdown(of: Symbol, timers: Symbol, from: Group, to: Group)
    /// The loop and its background workers.
    /// - Parameters:
    ///   - heartbeat: the task whose lateness shows that the loop is blocked.
    ///   - computing: the tasks that compute.
    case workers(heartbeat: Symbol, computing: Symbol, count: String)
    /// A whole service: clients, queue, workers, pool, batches.
    case service(clients: Group, workers: Group)
  }
}

extension ScenarioDescription.Picture {
  /// The tasks of a role, with the word for several of them.
  public struct Group: Hashable, Sendable {
    /// The role of the tasks.
    public var role: Symbol
    /// The word for several of them.
    public var plural: String

    /// The tasks of a role.
    ///
    /// - Parameter plural: the role with an *s* at its end unless given.
    public init(_ role: Symbol, plural: String? = nil) {
      self.role = role
      self.plural = plural ?? "\(role)s"
    }
  }

  /// One of the words that a knob can be set to.
  public struct Choice: Hashable, Sendable {
    /// The name of the knob.
    public var knob: String
    /// The word.
    public var word: String

    /// A word of a knob.
    public init(_ knob: String, _ word: String) {
      self.knob = knob
      self.word = word
    }
  }
}
