import WeirEvents
import DequeModule

extension Deque where Element: Equatable {
  /// Removes the first equal element, if there is one.
  mutating func removeFirst(_ element: Element) {
    if let index = firstIndex(of: element) { remove(at: index) }
  }
}
