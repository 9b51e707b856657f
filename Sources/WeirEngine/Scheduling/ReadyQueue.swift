/// The jobs that can run as soon as a worker is free.
struct ReadyQueue<Job>: ~Copyable {
  private var jobs = Ring<Job>()
  private let order: ReadyOrder
  private var stream: RandomStream

  init(order: ReadyOrder, stream: RandomStream) {
    self.order = order
    self.stream = stream
  }

  var isEmpty: Bool { jobs.count == 0 }

  @inline(__always)
  mutating func append(_ job: Job) { jobs.append(job) }

  @inline(__always)
  mutating func popNext() -> Job? {
    if order == .seeded, jobs.count > 1 {
      jobs.exchangeFirst(withOneAt: stream.next(below: jobs.count))
    }
    return jobs.popFirst()
  }
}
