import WeirAnalysis

/// A number of trivial values in little memory: a value that equals the one before it takes a bit,
/// the bytes that all values have in common are kept once, and the others next to those at the same
/// place in the other values.
struct PackedChunk<Element: Sendable>: Sendable {
  /// How many values there are; it may be changed if they are all equal.
  var count: Int
  /// The first value; for each of its bytes a bit, which is set if the byte differs in others; and,
  /// unless all values are equal, for each value a bit, which is set if it differs from the one
  /// before it; for each byte that differs, that of each such value.
  private var bytes: [UInt8]

  private static var size: Int { MemoryLayout<Element>.size }
  private static var maskSize: Int { (size + 7) / 8 }

  /// Packs at least one value.
  init(_ elements: [Element]) {
    assert(_isPOD(Element.self), "Only trivial values can be packed.")
    let count = elements.count
    self.count = count
    bytes = elements.withUnsafeBytes { source in
      withUnsafeTemporaryAllocation(byteCount: Self.size, alignment: 8) { differences in
        let rows = Self.compare(source, count: count, differences)
        return Self.packed(source, count: count, rows: rows, differences)
      }
    }
  }

  /// Packs equal values.
  init(repeating element: Element, count: Int) {
    self.init([element])
    self.count = count
  }

  /// Takes the values back that another chunk passes through a transfer.
  init(from transfer: inout ByteTransfer) {
    (count, bytes) = (0, [])
    pass(through: &transfer)
  }

  /// Passes its values through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    transfer.pass(&count)
    transfer.pass(&bytes)
  }

  /// Whether all values are equal.
  var isConstant: Bool { bytes.count == Self.size + Self.maskSize }

  /// Whether the values of both are the same one.
  func isContinued(by next: PackedChunk) -> Bool { isConstant && bytes == next.bytes }

  /// Finds the bits of each byte that are not the same in all values, and returns the number of
  /// bytes that have any.
  private static func compare(
    _ source: UnsafeRawBufferPointer, count: Int, _ differences: UnsafeMutableRawBufferPointer
  ) -> Int {
    differences.initializeMemory(as: UInt8.self, repeating: 0)
    guard count > 1 else { return 0 }
    let words = size / 8
    for index in 1..<count {
      let start = index * MemoryLayout<Element>.stride
      for word in 0..<words {
        let own = source.loadUnaligned(fromByteOffset: start + word * 8, as: UInt64.self)
        let first = source.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
        let known = differences.load(fromByteOffset: word * 8, as: UInt64.self)
        differences.storeBytes(of: known | (own ^ first), toByteOffset: word * 8, as: UInt64.self)
      }
      for place in words * 8..<size { differences[place] |= source[start + place] ^ source[place] }
    }
    return differences.count { $0 != 0 }
  }

  private static func packed(
    _ source: UnsafeRawBufferPointer, count: Int, rows: Int,
    _ differences: UnsafeMutableRawBufferPointer
  ) -> [UInt8] {
    let changesSize = rows == 0 ? 0 : (count + 7) / 8
    let start = size + maskSize + changesSize
    return [UInt8](unsafeUninitializedCapacity: start + rows * count) { target, used in
      for place in 0..<size { target.initializeElement(at: place, to: source[place]) }
      for place in size..<start { target.initializeElement(at: place, to: 0) }
      used = start
      guard rows > 0 else { return }
      let stride = MemoryLayout<Element>.stride
      for index in 1..<count where isChange(source, index * stride, (index - 1) * stride) {
        target[size + maskSize + index / 8] |= 1 << UInt8(index % 8)
      }
      for place in 0..<size where differences[place] != 0 {
        target[size + place / 8] |= 1 << UInt8(place % 8)
        for index in 1..<count
        where target[size + maskSize + index / 8] & 1 << UInt8(index % 8) != 0 {
          target.initializeElement(at: used, to: source[index * stride + place])
          used += 1
        }
      }
    }
  }

  /// Whether the values at two places differ.
  private static func isChange(
    _ source: UnsafeRawBufferPointer, _ one: Int, _ other: Int
  ) -> Bool {
    for place in 0..<size where source[one + place] != source[other + place] { return true }
    return false
  }

  func element(at index: Int) -> Element {
    bytes.withUnsafeBytes { source in
      var element = source.loadTrivial(as: Element.self)
      guard !isConstant else { return element }
      let (start, length) = rows(source)
      let changes = (0...index).count { isChanged(source, $0) }
      guard changes > 0 else { return element }
      withUnsafeMutableBytes(of: &element) { target in
        Self.forEachDiffering(source) { place, row in
          target[place] = source[start + row * length + changes - 1]
        }
      }
      return element
    }
  }

  /// Whether the value at an index differs from the one before it; not if all are equal.
  @inline(__always)
  private func isChanged(_ source: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    source[Self.size + Self.maskSize + index / 8] & 1 << UInt8(index % 8) != 0
  }

  /// Where the bytes that differ begin, and how many there are for each place; not if all values
  /// are equal.
  private func rows(_ source: UnsafeRawBufferPointer) -> (start: Int, length: Int) {
    let start = Self.size + Self.maskSize + (count + 7) / 8
    let number = (Self.size..<Self.size + Self.maskSize).reduce(0) {
      $0 + source[$1].nonzeroBitCount
    }
    return (start, (source.count - start) / number)
  }

  /// The last values, at most this many.
  func newest(_ number: Int) -> ArraySlice<Element> {
    isConstant
      ? ArraySlice(repeating: element(at: 0), count: min(number, count)) : elements.suffix(number)
  }

  /// All values, in order.
  var elements: [Element] {
    bytes.withUnsafeBytes { source in
      let first = source.loadTrivial(as: Element.self)
      var elements = [Element](repeating: first, count: count)
      guard !isConstant else { return elements }
      let (start, length) = rows(source)
      elements.withUnsafeMutableBytes { target in
        Self.forEachDiffering(source) { place, row in
          var next = start + row * length
          for index in 0..<count {
            if isChanged(source, index) { next += 1 }
            guard next > start + row * length else { continue }
            target[index * MemoryLayout<Element>.stride + place] = source[next - 1]
          }
        }
      }
      return elements
    }
  }

  /// How many bytes it takes, with those of the allocator.
  var byteCount: Int {
    MemoryLayout<PackedChunk>.size + PackedChunk.overhead + bytes.count
  }

  /// The header of an array, and what the allocator adds and rounds up.
  private static var overhead: Int { 48 }

  @inline(__always)
  private static func forEachDiffering(
    _ source: UnsafeRawBufferPointer, _ body: (_ place: Int, _ row: Int) -> Void
  ) {
    var row = 0
    for group in 0..<maskSize {
      var mask = source[size + group]
      while mask != 0 {
        body(group * 8 + mask.trailingZeroBitCount, row)
        mask &= mask - 1
        row += 1
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The trivial value that begins here, whatever the alignment.
  fileprivate func loadTrivial<Value>(as type: Value.Type) -> Value {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { copy in
      UnsafeMutableRawBufferPointer(copy).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: self[..<MemoryLayout<Value>.size]))
      return copy[0]
    }
  }
}
