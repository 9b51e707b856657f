public import WeirEvents

/// An element of a queue with the number that it was given when it was offered.
@usableFromInline
struct QueueItem<Element> {
  @usableFromInline let element: Element
  @usableFromInline let id: ItemID

  @inlinable
  init(element: Element, id: ItemID) {
    self.element = element
    self.id = id
  }
}

extension QueueItem: Sendable where Element: Sendable {}
