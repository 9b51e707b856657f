import Foundation

/// Orders to a thread, which may wait for them for a while.
final class Mailbox<Order: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var orders: [Order] = []
  private var isWoken = false

  /// Posts some orders, with no other ones between them.
  func post(_ orders: [Order]) {
    condition.withLock {
      self.orders += orders
      condition.signal()
    }
  }

  /// Ends the wait that is under way, or else the next one, without an order.
  func wake() {
    condition.withLock {
      isWoken = true
      condition.signal()
    }
  }

  /// Takes all orders out, in order; waits for the first one as long as the patience lasts, without
  /// a limit where it is nil.
  func take(patience: TimeInterval?) -> [Order] {
    condition.withLock {
      if let patience {
        let end = Date(timeIntervalSinceNow: patience)
        while orders.isEmpty, !isWoken, condition.wait(until: end) {}
      } else {
        while orders.isEmpty, !isWoken { condition.wait() }
      }
      defer { (orders, isWoken) = ([], false) }
      return orders
    }
  }
}
