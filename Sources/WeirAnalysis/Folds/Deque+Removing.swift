import WeirEvents
import DequeModule

extension Deque where Element: Equatable {
  /// Takes out the first element that is equal, where there is one.
  mutating func removeFirst(_ element: Element) {
    if let index = firstIndex(of: element) { remove(at: index) }
  }
}
