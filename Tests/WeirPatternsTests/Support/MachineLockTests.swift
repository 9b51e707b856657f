import Dispatch
import Foundation
import Testing
import WeirEngine
import WeirEvents

@testable import WeirPatterns

@Suite struct MachineLockTests {
  @Test(arguments: [false, true])
  func `threads that meet at a lock make their decisions one after the other`(isConfined: Bool) {
    let box = Box(MachineLock(0, for: isConfined ? Simulation() : nil))
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<2000 {
        box.lock.withLock { number in
          let next = number + 1
          // Another thread runs between reading and writing.
          sched_yield()
          number = next
        }
      }
    }
    #expect(box.lock.withLock { $0 } == 8000)
  }

  private final class Box: Sendable {
    let lock: MachineLock<Int>

    init(_ lock: consuming MachineLock<Int>) {
      self.lock = lock
    }
  }
}
