/// A first-in-first-out line in memory that has a single owner, and grows as needed.
///
/// Unlike a `Deque` it is never shared, so that no access has to look whether it is.
struct Ring<Element>: ~Copyable {
  private var places: UnsafeMutablePointer<Element>
  /// The number of places, a power of two, minus one.
  private var mask = 15
  /// The number of elements that were ever removed, and added; the next ones are at these places.
  private var removed = 0
  private var added = 0

  init() {
    places = .allocate(capacity: mask + 1)
  }

  deinit {
    for number in removed..<added { place(number).deinitialize(count: 1) }
    places.deallocate()
  }

  var count: Int {
    @inline(__always) get { added &- removed }
  }

  /// Adds an element at the end. Constant time, amortised.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count > mask { grow() }
    place(added).initialize(to: element)
    added &+= 1
  }

  /// Removes and returns the first element; `nil` if there is none.
  @inline(__always)
  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    defer { removed &+= 1 }
    return place(removed).move()
  }

  /// Exchanges the first element with the one that is that many places behind it.
  mutating func exchangeFirst(withOneAt offset: Int) {
    precondition(offset >= 0 && offset < count, "There is no such element.")
    guard offset > 0 else { return }
    swap(&place(removed).pointee, &place(removed &+ offset).pointee)
  }

  @inline(__always)
  private func place(_ number: Int) -> UnsafeMutablePointer<Element> { places + (number & mask) }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: (mask + 1) * 2)
    let count = count
    for offset in 0..<count {
      (larger + offset).moveInitialize(from: place(removed &+ offset), count: 1)
    }
    places.deallocate()
    places = larger
    (removed, added, mask) = (0, count, mask * 2 + 1)
  }
}
