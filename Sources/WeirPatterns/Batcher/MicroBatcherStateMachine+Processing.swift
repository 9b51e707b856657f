import DequeModule
import WeirEvents

extension MicroBatcherStateMachine {
  enum LoopAction {
    case begin(Batch)
    /// Look again when this instant has come; none is when something has changed.
    case wait(Ticket, until: Instant?)
    case finished
  }

  /// The loop asks what to do.
  mutating func next(by task: TaskID, at now: Instant) -> (Effect, LoopAction) {
    let effect = settle(at: now)
    if let batch = flushed.popFirst() { return (effect, .begin(batch)) }
    if isOver { return (effect, .finished) }
    let deadline = hasFreeProcess && !configuration.linger.isForever ? due : nil
    return (effect, .wait(.loop(loops.enter(task)), until: deadline))
  }

  /// A batch has been dealt with: each submitter is told its own output.
  mutating func ended(
    _ batch: Batch, with result: Result<[Output], any Error>, at now: Instant
  ) -> Effect {
    inProcess -= 1
    let calls = zip(batch.numbers, outputs(of: batch, result)).compactMap { number, output in
      answer(number, .output(output))
    }
    var effect = settle(at: now)
    effect.calls.insert(contentsOf: calls, at: 0)
    // A batch that is open can be flushed again when its time comes.
    if due != nil { effect.calls += loops.callAll(.done) }
    return effect
  }

  private func outputs(of batch: Batch, _ result: Result<[Output], any Error>)
    -> [Result<Output, any Error>]
  {
    let items = batch.items.count
    switch result {
    case .success(let outputs) where outputs.count == items: return outputs.map { .success($0) }
    case .success(let outputs):
      let error = BatcherError.outputsMissing(items: items, outputs: outputs.count)
      return Array(repeating: .failure(error), count: items)
    // To a submitter, a cancellation would mean that nothing was done.
    case .failure(is CancellationError):
      return Array(repeating: .failure(BatcherError.interrupted), count: items)
    case .failure(let error): return Array(repeating: .failure(error), count: items)
    }
  }
}
