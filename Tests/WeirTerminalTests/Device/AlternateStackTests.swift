import CNcurses
import Foundation
import Synchronization
import Testing

@testable import WeirTerminal

/// The address of the handler's stack frame.
private let answered = Atomic(0)

@Suite struct AlternateStackTests {
  @Test func `a signal is handled on a stack of its own, not the thread's`() async {
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
    // On the thread's own stack, the handler would be a few hundred bytes further down.
    #expect(distance > 100_000)
  }
}
