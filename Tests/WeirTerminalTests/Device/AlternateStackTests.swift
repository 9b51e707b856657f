import CNcurses
import Foundation
import Synchronization
import Testing

@testable import WeirTerminal

/// Where the answer to a signal found itself.
private let answered = Atomic(0)

@Suite struct AlternateStackTests {
  @Test func `a signal is answered on a stack of its own, not the thread's`() async {
    let distance = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        AlternateStack.use()
        var former = sigaction()
        weir_catch(
          SIGURG,
          { _, _, _ in
            var here = 0
            withUnsafePointer(to: &here) { answered.store(Int(bitPattern: $0), ordering: .relaxed) }
          }, &former)
        raise(SIGURG)
        sigaction(SIGURG, &former, nil)
        var there = 0
        let place = withUnsafePointer(to: &there) { Int(bitPattern: $0) }
        continuation.resume(returning: abs(place - answered.load(ordering: .relaxed)))
      }
    }
    // The handler of a thread's own stack would be some hundred bytes further down.
    #expect(distance > 100_000)
  }
}
