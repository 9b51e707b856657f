import Synchronization
import Testing

@testable import WeirSession

@Suite struct BoundedPipeTests {
  @Test(arguments: [1, 3, 8])
  func `everything arrives in order, and then the end`(limit: Int) {
    let pipe = BoundedPipe<Int>(limit: limit)
    #expect(
      DetachedThread.start {
        for number in 0..<10_000 { pipe.send(number) }
        pipe.finish()
      })
    var received: [Int] = []
    while let number = pipe.receive() { received.append(number) }
    #expect(received == Array(0..<10_000))
    #expect(pipe.receive() == nil)
  }

  @Test func `the sender waits while it is full`() {
    let pipe = BoundedPipe<Int>(limit: 2)
    let sent = Counter()
    #expect(
      DetachedThread.start {
        for number in 0..<1_000 {
          pipe.send(number)
          sent.add()
        }
        pipe.finish()
      })
    var received = 0
    while pipe.receive() != nil {
      received += 1
      #expect(sent.count <= received + 2)
    }
    #expect(sent.count == 1_000)
  }

  private final class Counter: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .sequentiallyConsistent) }

    func add() { number.add(1, ordering: .sequentiallyConsistent) }
  }
}
