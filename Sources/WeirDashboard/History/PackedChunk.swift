/// A number of trivial values in little memory: the bytes that all of them have in common are kept
/// once, the others next to those at the same place in the other values.
struct PackedChunk<Element: Sendable>: Sendable {
  /// How many values there are; it may be changed if they are all equal.
  var count: Int
  /// The first value; for each of its bytes a bit, which is set if the byte differs in others; for
  /// each such byte, that of each value.
  private let bytes: [UInt8]

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
    let length = size + maskSize + rows * count
    return [UInt8](unsafeUninitializedCapacity: length) { target, used in
      for place in 0..<size { target.initializeElement(at: place, to: source[place]) }
      for place in 0..<maskSize { target.initializeElement(at: size + place, to: 0) }
      used = size + maskSize
      for place in 0..<size where differences[place] != 0 {
        target[size + place / 8] |= 1 << UInt8(place % 8)
        for index in 0..<count {
          let byte = source[index * MemoryLayout<Element>.stride + place]
          target.initializeElement(at: used + index, to: byte)
        }
        used += count
      }
    }
  }

  func element(at index: Int) -> Element {
    bytes.withUnsafeBytes { source in
      var element = source.loadTrivial(as: Element.self)
      withUnsafeMutableBytes(of: &element) { target in
        Self.forEachDiffering(source) { place, row in
          target[place] = source[Self.size + Self.maskSize + row * count + index]
        }
      }
      return element
    }
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
      elements.withUnsafeMutableBytes { target in
        Self.forEachDiffering(source) { place, row in
          let start = Self.size + Self.maskSize + row * count
          for index in 0..<count {
            target[index * MemoryLayout<Element>.stride + place] = source[start + index]
          }
        }
      }
      return elements
    }
  }

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
