import WeirAnalysis

/// Values in the order in which they were added, of which the oldest are dropped: a history that is
/// kept in many copies.
///
/// The values are kept in chunks. A full chunk is packed, and is shared by all copies until it is
/// dropped; equal values in succession take no room. Adding a value takes constant time on average,
/// reading one a little longer than from an array.
///
/// The values must be trivial: numbers, and structs and enums of numbers.
struct PackedRing<Element: Sendable>: Sendable {
  private var chunks: [PackedChunk<Element>] = []
  /// The newest values, not packed yet; never empty unless the ring is.
  private var open: [Element] = []
  private var packedCount = 0
  private let chunkSize: Int

  init(chunkSize: Int) {
    self.chunkSize = chunkSize
  }

  /// How many values are kept.
  var count: Int { packedCount + open.count }

  var isEmpty: Bool { open.isEmpty }

  /// About how many bytes its values take.
  ///
  /// - Complexity: Linear in the number of chunks.
  var byteCount: Int {
    chunks.reduce(open.capacity * MemoryLayout<Element>.stride) { $0 + $1.byteCount }
  }
}

// MARK: Moving out of memory

extension PackedRing {
  /// Passes its values through a transfer; it is empty while they are away.
  mutating func pass(through transfer: inout ByteTransfer) {
    var chunkCount = chunks.count
    transfer.pass(&chunkCount)
    if transfer.isBack {
      chunks = (0..<chunkCount).map { _ in PackedChunk(from: &transfer) }
      packedCount = chunks.reduce(0) { $0 + $1.count }
    } else {
      for index in chunks.indices { chunks[index].pass(through: &transfer) }
      (chunks, packedCount) = ([], 0)
    }
    transfer.pass(&open)
  }
}

// MARK: Adding and dropping

extension PackedRing {
  /// Adds a value.
  mutating func append(_ element: Element) {
    if open.count == chunkSize { pack() }
    open.append(element)
  }

  /// Adds equal values.
  ///
  /// - Complexity: Constant time, however many there are.
  mutating func append(_ element: Element, _ number: Int) {
    guard number > 1 else { return number == 1 ? append(element) : () }
    let added = Swift.min(number, chunkSize - open.count)
    if added > 0 { open.append(contentsOf: repeatElement(element, count: added)) }
    let left = number - added
    guard left > 0 else { return }
    pack()
    let last = (left - 1) % chunkSize + 1
    if left > last { push(PackedChunk(repeating: element, count: left - last)) }
    open.append(contentsOf: repeatElement(element, count: last))
  }

  /// The value added last, which may be changed.
  var last: Element? {
    get { open.last }
    set {
      guard let newValue, !open.isEmpty else { return }
      open[open.count - 1] = newValue
    }
  }

  /// Values in succession.
  enum Run {
    case values([Element])
    case repeated(Element, Int)
  }

  /// Drops the oldest chunk, or an even number of equal values, if at least this many values are
  /// left then. Returns the values.
  mutating func dropFirst(keeping least: Int) -> Run? {
    guard let first = chunks.first else { return nil }
    let spare = Swift.min(count - least, first.count) & ~1
    guard spare > 0, first.isConstant || spare == first.count else { return nil }
    packedCount -= spare
    if spare < first.count {
      chunks[0].count -= spare
    } else {
      chunks.removeFirst()
    }
    return first.isConstant
      ? .repeated(first.element(at: 0), spare) : .values(first.elements)
  }

  /// Packs the open values.
  private mutating func pack() {
    push(PackedChunk(open))
    open.removeAll(keepingCapacity: true)
  }

  private mutating func push(_ chunk: PackedChunk<Element>) {
    packedCount += chunk.count
    if let last = chunks.indices.last, chunks[last].isContinued(by: chunk) {
      chunks[last].count += chunk.count
    } else {
      chunks.append(chunk)
    }
  }
}

// MARK: Reading

extension PackedRing: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(position: Int) -> Element {
    guard position < packedCount else { return open[position - packedCount] }
    var place = position
    for chunk in chunks {
      if place < chunk.count { return chunk.element(at: place) }
      place -= chunk.count
    }
    preconditionFailure("The position is beyond the end of the ring.")
  }

  /// The newest values, at most this many, the newest last: faster than reading each.
  func newest(_ number: Int) -> [Element] {
    var parts: [ArraySlice<Element>] = [open.suffix(Swift.max(number, 0))]
    var left = number - open.count
    for chunk in chunks.reversed() {
      guard left > 0 else { break }
      parts.append(chunk.newest(left))
      left -= chunk.count
    }
    return Array(parts.reversed().joined())
  }
}
