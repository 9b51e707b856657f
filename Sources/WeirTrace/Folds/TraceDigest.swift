/// A running fingerprint of a trace: equal for equal events, and, but for one chance in 2⁶⁴, for no others.
///
/// It depends on what happened and when, in order, and on nothing else: neither on batches nor on the process, the machine
/// or the build. Where in the source a task waits is left out, so that an edit elsewhere in a file changes no
/// digest. What is derived from events (findings, checkpoints, the end) is not in it.
///
/// **How to compute it elsewhere.** All arithmetic is on unsigned 64-bit words and wraps around. The state begins as
/// 0. Each event is a list of words: its instant in nanoseconds, the number of its kind, then its fields in the order in
/// which the log writes them (`Event.Kind` declares the same order). For each word w,
///
///     state = (rotateLeft(state, 5) xor w) × 0x9E3779B97F4A7C15
///
/// The digest is the state s after the last event, mixed once more, written as 16 hexadecimal digits:
///
///     s = (s xor (s >> 33)) × 0xFF51AFD7ED558CCD;  s = (s xor (s >> 33)) × 0xC4CEB9FE1A85EC53;  s = s xor (s >> 33)
///
/// The kinds are numbered from 1 in this order: taskCreated, taskBecameReady, taskResumed, taskSuspended, taskFinished,
/// cancellationRequested, cancellationNoticed, cleanupStarted, cleanupEnded, queueCreated, queueReconfigured,
/// itemEnqueued, itemDequeued, itemDropped, itemDone, queueClosed, timeoutArmed, timeoutMet, timeoutFired,
/// timeoutCancelled, timedOutWorkEnded, errorThrown, errorCaught, workerOccupied, workerFreed, parameterChanged,
/// pitfallSwitched, triggered, markerSet.
///
/// The fields: a number is itself. A text is the FNV-1a hash of its UTF-8 bytes (64 bits; the empty text is
/// 0xCBF29CE484222325). A name such as `producer-3` is two words, the text before the last dash and the number;
/// without a number that is 0. A capacity is its number plus 1, and 0 if there is none. A word out of a few stands for
/// its place, from 0: completed, failed, cancelled, timedOut; block, drop-newest, drop-oldest, fail; newest, oldest,
/// refused, closed. A wait is two words, its place in sleep, queuePut, queueGet, join, child, work, and the instant or
/// number that goes with it.
public struct TraceDigest: Sendable {
  private var state: UInt64 = 0
  private var symbols = SymbolHashes()
  /// How many events were folded.
  public private(set) var eventCount = 0

  public init() {}

  /// The digest of the events so far.
  public var value: UInt64 {
    var value = state
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    value = (value ^ (value >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return value ^ (value >> 33)
  }

  /// The digest of the events so far, as 16 hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Takes in some events.
  public mutating func fold(_ events: [Event]) {
    for event in events { fold(event) }
  }

  /// Takes in one event. Constant time.
  public mutating func fold(_ event: Event) {
    eventCount += 1
    add(UInt64(bitPattern: event.instant.nanoseconds))
    switch event.kind {
    case .taskBecameReady(let task): add(2, task)
    case .taskResumed(let task): add(3, task)
    case .taskSuspended(let task, let wait, _):
      add(4, task)
      add(wait)
    case .itemEnqueued(let queue, let task, let item, let depth):
      add(12, queue, task, item, depth)
    case .itemDequeued(let queue, let task, let item, let depth):
      add(13, queue, task, item, depth)
    case .itemDone(let queue, let task, let unfinished):
      add(15)
      add(queue)
      add(task)
      add(UInt64(unfinished))
    case .taskCreated, .taskFinished, .cancellationRequested, .cancellationNoticed,
      .cleanupStarted, .cleanupEnded, .errorThrown, .errorCaught:
      foldTask(event.kind)
    case .queueCreated, .queueReconfigured, .itemDropped, .queueClosed: foldQueue(event.kind)
    default: foldOther(event.kind)
    }
  }
}

// MARK: Kinds

extension TraceDigest {
  private mutating func foldTask(_ kind: Event.Kind) {
    switch kind {
    case .taskCreated(let task, let name, let role, let parent):
      add(1, task)
      add(name)
      add(role)
      add(parent)
    case .taskFinished(let task, let outcome, let error):
      add(5, task)
      add(UInt64(outcome.rawValue))
      add(error)
    case .cancellationRequested(let task, let by):
      add(6, task)
      add(by)
    case .cancellationNoticed(let task): add(7, task)
    case .cleanupStarted(let task): add(8, task)
    case .cleanupEnded(let task): add(9, task)
    case .errorThrown(let task, let error):
      add(22, task)
      add(error)
    case .errorCaught(let task, let error):
      add(23, task)
      add(error)
    default: break
    }
  }

  private mutating func foldQueue(_ kind: Event.Kind) {
    switch kind {
    case .queueCreated(let queue, let name, let capacity, let overflow):
      add(10)
      add(queue)
      add(name)
      add(capacity, overflow)
    case .queueReconfigured(let queue, let capacity, let overflow):
      add(11)
      add(queue)
      add(capacity, overflow)
    case .itemDropped(let queue, let task, let item, let cause, let depth):
      add(14)
      add(queue)
      add(task)
      add(item.rawValue)
      add(UInt64(cause.rawValue))
      add(UInt64(depth))
    case .queueClosed(let queue):
      add(16)
      add(queue)
    default: break
    }
  }

  private mutating func foldOther(_ kind: Event.Kind) {
    switch kind {
    case .timeoutArmed(let timeout, let task, let deadline):
      add(17, timeout, task)
      add(UInt64(bitPattern: deadline.nanoseconds))
    case .timeoutMet(let timeout, let task): add(18, timeout, task)
    case .timeoutFired(let timeout, let task): add(19, timeout, task)
    case .timeoutCancelled(let timeout, let task): add(20, timeout, task)
    case .timedOutWorkEnded(let timeout, let task): add(21, timeout, task)
    case .workerOccupied(let worker, let task): add(24, worker, task)
    case .workerFreed(let worker, let task): add(25, worker, task)
    case .parameterChanged(let name, let value):
      add(26)
      add(name)
      add(value)
    case .pitfallSwitched(let name): add(27, name)
    case .triggered(let name): add(28, name)
    case .markerSet(let name): add(29, name)
    default: break
    }
  }
}

// MARK: Words

extension TraceDigest {
  @inline(__always)
  private mutating func add(_ word: UInt64) {
    state = ((state << 5 | state >> 59) ^ word) &* 0x9E37_79B9_7F4A_7C15
  }

  @inline(__always)
  private mutating func add(_ task: TaskID) { add(UInt64(task.rawValue)) }

  @inline(__always)
  private mutating func add(_ queue: QueueID) { add(UInt64(queue.rawValue)) }

  @inline(__always)
  private mutating func add(_ kind: UInt64, _ task: TaskID) {
    add(kind)
    add(task)
  }

  @inline(__always)
  private mutating func add(
    _ kind: UInt64, _ queue: QueueID, _ task: TaskID, _ item: ItemID, _ depth: UInt32
  ) {
    add(kind)
    add(queue)
    add(task)
    add(item.rawValue)
    add(UInt64(depth))
  }

  private mutating func add(_ kind: UInt64, _ timeout: TimeoutID, _ task: TaskID) {
    add(kind)
    add(timeout.rawValue)
    add(task)
  }

  private mutating func add(_ kind: UInt64, _ worker: WorkerID, _ task: TaskID) {
    add(kind)
    add(UInt64(worker.rawValue))
    add(task)
  }

  private mutating func add(_ kind: UInt64, _ name: Symbol) {
    add(kind)
    add(name)
  }

  @inline(__always)
  private mutating func add(_ wait: Wait) {
    switch wait {
    case .sleep(let until):
      add(0)
      add(UInt64(bitPattern: until.nanoseconds))
    case .queuePut(let queue): add(1, number: queue.rawValue)
    case .queueGet(let queue): add(2, number: queue.rawValue)
    case .join(let queue): add(3, number: queue.rawValue)
    case .child(let task): add(4, number: task.rawValue)
    case .work(let worker): add(5, number: worker.rawValue)
    }
  }

  @inline(__always)
  private mutating func add(_ place: UInt64, number: UInt32) {
    add(place)
    add(UInt64(number))
  }

  private mutating func add(_ capacity: UInt32?, _ overflow: OverflowPolicy) {
    add(capacity.map { UInt64($0) + 1 } ?? 0)
    add(UInt64(overflow.rawValue))
  }

  private mutating func add(_ label: Label) {
    add(label.stem)
    add(UInt64(label.number))
  }

  private mutating func add(_ symbol: Symbol) { add(symbols[symbol]) }
}
