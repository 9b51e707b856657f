/// Elements one after the other in memory that has a single owner, and grows as needed.
///
/// Unlike an array it is never shared, so that no access has to look whether it is. Bounds are
/// checked in debug builds only: what uses it is on the path of every suspension.
struct OwnedMemory<Element>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// The number of elements.
  private(set) var count = 0

  init(minimumCapacity: Int = 16) {
    capacity = max(1, minimumCapacity)
    elements = .allocate(capacity: capacity)
  }

  deinit {
    elements.deinitialize(count: count)
    elements.deallocate()
  }

  /// The element at a position, which must be less than the count.
  subscript(position: Int) -> Element {
    @inline(__always) get {
      assert(position >= 0 && position < count, "There is no such element.")
      return elements[position]
    }
    @inline(__always) _modify {
      assert(position >= 0 && position < count, "There is no such element.")
      yield &elements[position]
    }
  }

  /// Adds an element at the end. Constant time, amortised.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (elements + count).initialize(to: element)
    count &+= 1
  }

  /// Removes and returns the last element; there must be one.
  @inline(__always)
  mutating func removeLast() -> Element {
    assert(count > 0, "There is no element.")
    count &-= 1
    return (elements + count).move()
  }

  /// Removes all elements but some, which keep their order. Linear time.
  mutating func keep(where isKept: (Element) -> Bool) {
    var kept = 0
    for position in 0..<count where isKept(elements[position]) {
      elements[kept] = elements[position]
      kept += 1
    }
    (elements + kept).deinitialize(count: count - kept)
    count = kept
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: elements, count: count)
    elements.deallocate()
    elements = larger
    capacity *= 2
  }
}
