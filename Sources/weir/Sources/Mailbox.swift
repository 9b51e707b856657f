import Foundation

/// A mailbox of messages to a thread, which can wait for them for a while.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var messages: [Message] = []
  private var isWoken = false

  /// Posts messages, with no others between them.
  func post(_ messages: [Message]) {
    condition.withLock {
      self.messages += messages
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
  func take(timeout: TimeInterval?) -> [Message] {
    condition.withLock {
      if let timeout {
        let end = Date(timeIntervalSinceNow: timeout)
        while messages.isEmpty, !isWoken, condition.wait(until: end) {}
      } else {
        while messages.isEmpty, !isWoken { condition.wait() }
      }
      defer { (messages, isWoken) = ([], false) }
      return messages
    }
  }
}
