import Foundation

/// A mailbox of messages to a thread, which can wait for them for a while.
final class Mailbox<Order: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var orders: [Order] = []
  private var isWoken = false

  /// Posts messages, with no others between them.
  func post(_ orders: [Order]) {
    condition.withLock {
      self.orders += orders
      condition.signal()
    }
  }

  /// Ends the current wait, or the next one, without a message.
  func wake() {
    condition.withLock {
      isWoken = true
      condition.signal()
    }
  }

  /// Returns all messages in order, and removes them. Waits for the first one up to a number of
  /// seconds, or without a limit if that is `nil`.
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
