import WeirTrace

/// Who waits for whom, in words: `main waits for shift-1, which waits until intake is done: 3 unfinished`.
struct WaitChains {
  /// One sentence for each chain that no other task waits for; at most eight.
  let sentences: [String]

  init(_ analysis: Analysis) {
    let waiting = analysis.tasks.records.filter { $0.isLive && $0.wait != nil }
    let awaited = Set(waiting.compactMap { WaitChains.child(of: $0) })
    let heads = waiting.filter { !awaited.contains($0.id) }
    sentences = (heads.isEmpty ? Array(waiting.prefix(1)) : heads).prefix(8).map {
      WaitChains.sentence(from: $0, analysis)
    }
  }

  private static func child(of record: TaskRecord) -> TaskID? {
    if case .child(let child) = record.wait { return child }
    return nil
  }

  private static func sentence(from head: TaskRecord, _ analysis: Analysis) -> String {
    var parts: [String] = []
    var seen: Set<TaskID> = []
    var next: TaskRecord? = head
    while let record = next, seen.insert(record.id).inserted {
      parts.append(part(record, analysis))
      next = child(of: record).flatMap { analysis.tasks[$0] }
    }
    let name = head.name.description
    return "\(name) " + parts.joined(separator: ", which ")
  }

  private static func part(_ record: TaskRecord, _ analysis: Analysis) -> String {
    switch record.wait {
    case .child(let child): return "waits for \(analysis.tasks.name(of: child))"
    case .join(let queue):
      let unfinished = analysis.queues[queue]?.unfinished ?? 0
      return "waits until \(analysis.queues.name(of: queue)) is done: \(unfinished) unfinished"
    case .queuePut(let queue): return "waits for a place in \(analysis.queues.name(of: queue))"
    case .queueGet(let queue): return "waits for an item from \(analysis.queues.name(of: queue))"
    case .sleep: return "sleeps"
    case .work: return "computes"
    case nil: return record.state == .ready ? "is ready" : "runs"
    }
  }
}
