import Dispatch
import Testing
import WeirEngine
import WeirEvents

@testable import WeirPatterns

@Suite struct MachineLockTests {
  @Test(arguments: [false, true])
  func `threads that meet at a lock make their decisions one after the other`(isConfined: Bool) {
    let box = Box(MachineLock(0, for: isConfined ? Simulation() : nil))
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<20_000 {
        box.lock.withLock { number in
          let next = number + 1
          number = next
        }
      }
    }
    #expect(box.lock.withLock { $0 } == 80_000)
  }

  private final class Box: Sendable {
    let lock: MachineLock<Int>

    init(_ lock: consuming MachineLock<Int>) {
      self.lock = lock
    }
  }
}
