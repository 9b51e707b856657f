import Dispatch
import Synchronization

/// Elements on their way from one thread to another, in order: the sender waits while it is full,
/// the receiver while it is empty.
///
/// There is one sender and one receiver. Nothing is dropped, and neither uses a core while it
/// waits.
final class BoundedPipe<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  private let places: DispatchSemaphore
  /// Signalled once for each element, and once for the end.
  private let arrivals = DispatchSemaphore(value: 0)

  /// Creates an empty pipe.
  ///
  /// - Parameter limit: The maximum number of elements that were sent and not received; at least 1.
  init(limit: Int) {
    // Raised from zero: a semaphore must not be below its initial value when it is released.
    places = DispatchSemaphore(value: 0)
    for _ in 0..<max(1, limit) { places.signal() }
  }

  /// Sends an element, and blocks the thread while the pipe is full.
  func send(_ element: Element) {
    places.wait()
    elements.withLock { $0.append(element) }
    arrivals.signal()
  }

  /// Ends the pipe after what was sent; nothing can be sent any more.
  func finish() { arrivals.signal() }

  /// Returns the next element, and blocks the thread while there is none; `nil` at the end.
  func receive() -> Element? {
    arrivals.wait()
    let element = elements.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if element == nil {
      // The end stays the end.
      arrivals.signal()
    } else {
      places.signal()
    }
    return element
  }
}
