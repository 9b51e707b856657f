import WeirEvents

/// Who uses one queue and how: what it takes to tell a join that is slow from one that can't end.
struct QueueUse: Sendable {
  /// What one live task has done with the queue.
  struct User: Sendable {
    let task: TaskID
    var puts = 0
    var takes = 0
    var dones = 0
    /// How many it has taken since the item of `round` was called done.
    var takesInRound = 0
    /// How many items had been called done, by anyone, when it last took one.
    var round = 0
    /// Whether it has taken before and waits for an item now.
    var isWaiting = false

    /// How many items it took and did not call done.
    var outstanding: Int { max(takes - dones, 0) }
  }

  let queue: QueueID
  private(set) var users = Roster<User>()
  private(set) var depth: UInt32 = 0
  private(set) var unfinished = 0
  /// How many live tasks have put anything, and how many have taken anything.
  private(set) var putters = 0
  private(set) var takers = 0
  /// How many of those that have taken wait for an item now.
  private(set) var waitingTakers = 0
  /// How many items tasks that have ended took and did not call done.
  private(set) var abandoned = 0
  /// How many items were taken, since one was last called done, by tasks that held one already.
  private(set) var streak = 0
  /// How many items were called done, by anyone.
  private(set) var round = 0
  /// How many items were taken, by anyone, since one was last called done.
  private(set) var takesInRound = 0
  /// The longest streak that came to an end: how many items a task of this program takes at once.
  private(set) var longestStreak = 0

  init(queue: QueueID) {
    self.queue = queue
  }
}

extension QueueUse {
  mutating func enqueued(by task: TaskID, _ depth: UInt32) {
    self.depth = depth
    unfinished += 1
    let position = position(of: task)
    if users[position].puts == 0 { putters += 1 }
    users[position].puts += 1
  }

  mutating func dequeued(by task: TaskID, _ depth: UInt32) {
    self.depth = depth
    let position = position(of: task)
    if users[position].takes == 0 { takers += 1 }
    if users[position].outstanding > 0 { streak += 1 }
    users[position].take(in: round)
    takesInRound += 1
  }

  mutating func dropped(_ depth: UInt32) {
    if depth < self.depth { unfinished = max(unfinished - 1, 0) }
    self.depth = depth
  }

  mutating func done(by task: TaskID, _ unfinished: UInt32) {
    self.unfinished = Int(unfinished)
    longestStreak = max(longestStreak, streak)
    streak = 0
    round += 1
    takesInRound = 0
    users[position(of: task)].dones += 1
  }

  mutating func beganToWait(_ task: TaskID) {
    guard let position = users.position(of: UInt64(task.rawValue)), users[position].takes > 0
    else { return }
    users[position].isWaiting = true
    waitingTakers += 1
  }

  mutating func stoppedWaiting(_ task: TaskID) {
    guard let position = users.position(of: UInt64(task.rawValue)), users[position].isWaiting
    else { return }
    users[position].isWaiting = false
    waitingTakers -= 1
  }

  /// The task has ended; it no longer waits.
  mutating func ended(_ task: TaskID) {
    guard let position = users.position(of: UInt64(task.rawValue)) else { return }
    let user = users[position]
    if user.puts > 0 { putters -= 1 }
    if user.takes > 0 { takers -= 1 }
    abandoned += user.outstanding
    users.remove(at: position)
  }

  private mutating func position(of task: TaskID) -> Int {
    let number = UInt64(task.rawValue)
    if let known = users.position(of: number) { return known }
    users.insert(User(task: task), for: number)
    return users.position(of: number) ?? 0
  }
}

extension QueueUse.User {
  fileprivate mutating func take(in round: Int) {
    if round != self.round { takesInRound = 0 }
    self.round = round
    takesInRound += 1
    takes += 1
  }
}

extension QueueUse {
  /// Whether items are missing that nobody can call done: none waits, whoever took some waits for the next or has
  /// ended, and nobody lives who ever put one.
  var isStuck: Bool {
    depth == 0 && unfinished > 0 && waitingTakers == takers && putters == 0
  }

  /// Whether a task has taken items and not called them done.
  func hasOutstanding(_ task: TaskID) -> Bool {
    users.value(of: UInt64(task.rawValue)).map { $0.outstanding > 0 } ?? false
  }

  /// Who took how many items and did not call them done, most first.
  func blame(in ledgers: Ledgers) -> [String] {
    let guilty = users.presentValues.filter { $0.outstanding > 0 }
      .sorted { ($1.outstanding, $0.task) < ($0.outstanding, $1.task) }
    let living = guilty.map { user in
      let done = user.dones == 0 ? "none" : "only \(user.dones)"
      let name = ledgers.tasks.name(of: user.task)
      return guilty.count > 2
        ? "\(name) (\(user.takes) taken, \(user.dones) done)"
        : "\(name) took \(user.takes) and called \(done) done"
    }
    guard abandoned > 0 else { return living }
    return living + ["\(abandoned) were taken by tasks that have ended"]
  }

  /// Who took how many items since one was last called done, most first; the numbers sum up to `takesInRound`.
  func takesInRound(in ledgers: Ledgers) -> [String] {
    let guilty = users.presentValues.filter { $0.round == round && $0.takesInRound > 0 }
      .sorted { ($1.takesInRound, $0.task) < ($0.takesInRound, $1.task) }
    let living = guilty.map { "\($0.takesInRound) by \(ledgers.tasks.name(of: $0.task))" }
    let ended = takesInRound - guilty.reduce(0) { $0 + $1.takesInRound }
    return living + (ended > 0 ? ["\(ended) by tasks that have ended"] : [])
  }
}
