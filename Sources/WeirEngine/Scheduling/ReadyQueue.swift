import DequeModule

/// The jobs that can run as soon as a worker is free.
struct ReadyQueue<Job> {
  private var jobs: Deque<Job> = []
  private let order: ReadyOrder
  private var stream: RandomStream

  init(order: ReadyOrder, stream: RandomStream) {
    self.order = order
    self.stream = stream
  }

  var isEmpty: Bool { jobs.isEmpty }

  mutating func append(_ job: Job) {
    jobs.append(job)
  }

  mutating func popNext() -> Job? {
    guard order == .seeded, jobs.count > 1 else { return jobs.popFirst() }
    jobs.swapAt(0, stream.next(below: jobs.count))
    return jobs.popFirst()
  }
}
