/// The words for one kind of wait, in each form in which it is shown, so that a new kind is one row
/// of `WaitKind.words`. Sentences are made of them in WeirWording and in findings.
///
/// Each form takes the name of what is waited for (`Wait.name(in:)`), so that each caller can name
/// things its own way. Verbs are in the third person: `waits for …`.
public struct WaitWords: Sendable {
  /// A form that takes a name.
  public typealias Form = @Sendable (_ name: String) -> String
  /// A form that takes a name, and the number of unfinished items or of living children.
  public typealias CountForm = @Sendable (_ name: String, _ count: Int) -> String

  /// The kind of thing that is waited for, in one word: `queue`.
  public let kind: String
  /// What the task does: `wait`.
  public let verb: String
  /// How one task in a cycle of waits leads to the next.
  public let link: Link
  /// Which tasks could end the wait.
  public let resolvers: Resolvers

  private let restForm: Form
  private let shortForm: Form?
  private let storyForm: Form?
  private let eventForm: Form?
  private let columnForm: CountForm
  private let lineForm: CountForm?

  /// A step in a cycle of waits, before the name of the next task.
  public struct Link: Sendable {
    /// The beginning, after the verb: `for`.
    public let preposition: String
    /// What is waited for: `disk`.
    public let object: Form
    /// How that leads to the next task: `, held by`.
    public let relation: String
    fileprivate let clauseForm: Form?

    init(
      _ preposition: String, _ object: @escaping Form, _ relation: String, clause: Form? = nil
    ) {
      self.preposition = preposition
      self.object = object
      self.relation = relation
      clauseForm = clause
    }

    /// All of it in a sentence, after the verb: `for disk, held by`.
    public func clause(_ name: String) -> String {
      clauseForm?(name) ?? "\(preposition) \(object(name))\(relation)"
    }
  }

  /// The tasks that could end a wait: how they relate to it, and what to say if there are none.
  public struct Resolvers: Sendable {
    /// Before their names: `held by`.
    public let relation: String
    /// What to say if there are none; empty if that says nothing.
    public let none: String

    init(_ relation: String = "", none: String = "") {
      self.relation = relation
      self.none = none
    }
  }

  /// Forms that are left out default to the sentence.
  init(
    _ kind: String, verb: String = "wait", _ rest: @escaping Form, short: Form? = nil,
    story: Form? = nil, event: Form? = nil, column: @escaping CountForm, line: CountForm? = nil,
    link: Link = Link("for", { $0 }, ", with"), resolvers: Resolvers = Resolvers()
  ) {
    self.kind = kind
    self.verb = verb
    self.link = link
    self.resolvers = resolvers
    restForm = rest
    shortForm = short
    storyForm = story
    eventForm = event
    columnForm = column
    lineForm = line
  }
}

// MARK: Forms

extension WaitWords {
  /// What follows the verb in a sentence: `for an item from intake`.
  public func rest(_ name: String) -> String { restForm(name) }

  /// A sentence without its subject: `waits for an item from intake`.
  public func sentence(_ name: String) -> String { "\(verb)s \(restForm(name))" }

  /// The same, short enough for a list of stuck tasks: `waits until intake is done`.
  public func short(_ name: String) -> String { shortForm?(name) ?? sentence(name) }

  /// The same as the first line of everything known about the wait: `waits for its batch`.
  public func story(_ name: String) -> String { storyForm?(name) ?? sentence(name) }

  /// The beginning of the wait as an event: `waits: intake is full`.
  public func event(_ name: String) -> String { eventForm?(name) ?? sentence(name) }

  /// The wait in a column of a table: `blocked by intake`.
  public func column(_ name: String, count: Int = 0) -> String { columnForm(name, count) }

  /// The wait next to the name of its task, with more room than in a column.
  public func line(_ name: String, count: Int = 0) -> String {
    (lineForm ?? columnForm)(name, count)
  }

  /// The sentence if what is waited for is no longer known.
  public var gone: String { "\(verb)s for a \(kind) that is gone" }
}

// MARK: The table

extension WaitKind {
  /// The words for this kind of wait.
  public var words: WaitWords {
    switch self {
    case .sleep:
      WaitWords(
        "time", verb: "sleep", { "until \($0)" },
        event: { "sleeps \($0)" },
        column: { time, _ in "sleeps \(time)" },
        line: { time, _ in "sleeps \(time) more" })
    case .queuePut:
      WaitWords(
        "queue", { "for a place in \($0)" },
        event: { "waits: \($0) is full" },
        column: { queue, _ in "blocked by \(queue)" },
        link: .init("for", { "a place in \($0)" }, ", emptied by"),
        resolvers: .init("emptied by", none: "no task is left to empty it"))
    case .queueGet:
      WaitWords(
        "queue", { "for an item from \($0)" },
        column: { queue, _ in "idle at \(queue)" },
        link: .init("for", { "an item from \($0)" }, ", filled by"),
        resolvers: .init("filled by", none: "no task is left to fill it"))
    case .join:
      WaitWords(
        "queue", { "until all items of \($0) are done" },
        short: { "waits until \($0) is done" },
        event: { "waits until \($0) is done" },
        column: { _, unfinished in "joins: \(unfinished) left" },
        line: { queue, unfinished in "joins \(queue), \(unfinished) unfinished" },
        link: .init(
          "until", { $0 }, " is done, with items held by",
          clause: { "until the items of \($0) are done, held by" }),
        resolvers: .init("held by"))
    case .child:
      WaitWords(
        "children", { "for the end of \($0)" },
        event: { "waits for \($0)" },
        column: { task, _ in "waits for \(task)" },
        link: .init("for", { _ in "the end" }, " of"),
        resolvers: .init("that is"))
    case .children:
      WaitWords(
        "children", { _ in "for the next of its children to end" },
        short: { _ in "waits for its children" },
        event: { _ in "waits for its children" },
        column: { _, count in "waits for \(count == 1 ? "a child" : "\(count) children")" },
        link: .init("for", { _ in "its children" }, ", one of which is"),
        resolvers: .init("they are"))
    case .work:
      WaitWords(
        "worker", verb: "compute", { "on \($0)" },
        story: { "computes, and holds \($0)" },
        event: { $0.isEmpty ? "computes" : "computes on \($0)" },
        column: { worker, _ in "computes on \(worker)" })
    case .poolAcquire:
      WaitWords(
        "pool", { "for \($0)" },
        event: { "waits: \($0) is exhausted" },
        column: { pool, _ in "waits for \(pool)" },
        link: .init("for", { $0 }, ", held by"),
        resolvers: .init("held by", none: "no task holds any"))
    case .batch:
      WaitWords(
        "batch", { "for a batch of \($0)" },
        story: { _ in "waits for its batch" },
        event: { _ in "waits for its batch" },
        column: { batcher, _ in "waits for \(batcher)" },
        resolvers: .init("flushed by"))
    case .offload:
      WaitWords(
        "worker", { _ in "for a background worker" },
        story: { _ in "waits for a background worker" },
        event: { _ in "hands work to a background worker" },
        column: { _, _ in "waits for a worker" },
        resolvers: .init("held by"))
    case .other:
      WaitWords("other", { "for \($0)" }, column: { what, _ in "waits for \(what)" })
    }
  }
}

extension WaitWords {
  /// The words for a sleep without an end.
  public static let sleepForever = WaitWords(
    "time", verb: "sleep", { _ in "forever" }, column: { _, _ in "sleeps forever" })

  /// The words for a sleep that stands for I/O while the task serves something.
  public static let serving = WaitWords(
    "time", { "for simulated I/O until \($0)" },
    event: { "serves \($0)" },
    column: { time, _ in "serves \(time)" },
    line: { time, _ in "serves \(time) more" })
}
