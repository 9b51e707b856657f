import DequeModule

/// The jobs that can run as soon as a worker is free.
struct ReadyQueue<Job>: ~Copyable {
  private var jobs = UniqueDeque<Job>()
  private let order: ReadyOrder
  private var stream: RandomStream

  init(order: ReadyOrder, stream: RandomStream) {
    self.order = order
    self.stream = stream
  }

  var isEmpty: Bool { jobs.isEmpty }

  @inline(__always)
  mutating func append(_ job: Job) { jobs.append(job) }

  @inline(__always)
  mutating func popNext() -> Job? {
    if order == .seeded, jobs.count > 1 {
      jobs.swapAt(0, stream.next(below: jobs.count))
    }
    return jobs.popFirst()
  }
}
