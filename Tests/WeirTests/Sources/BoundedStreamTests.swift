import Foundation
import Synchronization
import Testing

@testable import weir

@Suite struct BoundedStreamTests {
  @Test func `everything arrives, in order, and the sender is never ahead by more than the limit`()
    async
  {
    let stream = BoundedStream(of: Int.self, limit: 3)
    let sent = Atomic(0)
    let thread = Sender {
      for number in 1...1000 {
        stream.send(number)
        sent.store(number, ordering: .sequentiallyConsistent)
      }
      stream.finish()
    }
    thread.start()
    var received: [Int] = []
    var lead = 0
    for await number in stream {
      lead = max(lead, sent.load(ordering: .sequentiallyConsistent) - received.count)
      received.append(number)
    }
    #expect(received == Array(1...1000))
    #expect(lead <= 3)
  }

  @Test func `a waiting sender is released when the stream ends`() async {
    let stream = BoundedStream(of: Int.self, limit: 1)
    let isDone = BoundedStream(of: Void.self, limit: 1)
    let thread = Sender {
      for number in 1...5 { stream.send(number) }
      isDone.send(())
    }
    thread.start()
    stream.finish()
    for await _ in isDone { break }
  }

  @Test(arguments: [Int.min, -1, 0, 1, 2, .max])
  func `a stream of any limit delivers`(limit: Int) async {
    let stream = BoundedStream(of: Int.self, limit: limit)
    stream.send(1)
    stream.finish()
    var got: [Int] = []
    for await element in stream { got.append(element) }
    #expect(got == [1])
  }

  @Test func `a stream may be released with elements in it`() {
    for _ in 1...10 {
      let stream = BoundedStream(of: Int.self, limit: 2)
      stream.send(1)
      stream.send(2)
    }
  }
}

/// A sender on a thread of its own.
private final class Sender: @unchecked Sendable {
  private let thread: Thread

  init(_ body: @escaping @Sendable () -> Void) {
    thread = Thread(block: body)
  }

  func start() { thread.start() }
}
