import DequeModule
import WeirEvents

extension MicroBatcherStateMachine {
  /// Does everything that can be done now, until nothing can.
  mutating func settle(at now: Instant) -> Effect {
    var effect = Effect()
    while true {
      if let cause = flushCause(at: now), hasFreeProcess {
        effect.steps.append(flush(cause))
      } else if open.count < configuration.size, let number = line.popFirst() {
        effect.steps += admit(number, at: now)
      } else {
        break
      }
    }
    if isOver { effect.calls += drainers.callAll(.done) }
    if isOver || effect.concernsLoop { effect.calls += loops.callAll(.done) }
    return effect
  }

  private func flushCause(at now: Instant) -> FlushCause? {
    guard !open.isEmpty, let due else { return nil }
    if open.count >= configuration.size { return .size }
    if isClosed, line.isEmpty { return .drain }
    return due <= now ? .linger : nil
  }

  /// When the open batch has lingered long enough for its first item; none where it is empty.
  var dueOfFirst: Instant? {
    open.first.flatMap { seats[$0]?.batched?.saturatingAdvanced(by: configuration.linger) }
  }

  private mutating func admit(_ number: UInt64, at now: Instant) -> [Step] {
    guard let seat = seats[number] else { return [] }
    let since = seat.batched ?? now
    seats[number]?.batched = since
    open.append(number)
    let batched = Step.batched(by: seat.task, size: open.count)
    guard open.count == 1 else { return [batched] }
    let end = since.saturatingAdvanced(by: configuration.linger)
    due = end
    return [.opened(by: seat.task, lasting: max(.zero, now.duration(to: end))), batched]
  }

  /// A batch over its size, which was made smaller, is cut; the rest goes back to the head of the line.
  private mutating func flush(_ cause: FlushCause) -> Step {
    let numbers = Array(open.prefix(configuration.size))
    line.insert(contentsOf: open.dropFirst(numbers.count), at: 0)
    open = []
    due = nil
    flushed.append(Batch(numbers: numbers, items: numbers.compactMap { seats[$0]?.item }))
    inProcess += 1
    return .flushed(size: numbers.count, cause)
  }
}

extension MicroBatcherStateMachine.Effect {
  /// Whether there is a batch to begin, or a new instant to look at.
  fileprivate var concernsLoop: Bool {
    steps.contains {
      if case .batched = $0 { false } else { true }
    }
  }
}
