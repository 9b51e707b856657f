package import DequeModule

/// Moves values that take much room out of memory as bytes, and back again.
///
/// Both ways pass the same values in the same order, so that there is one list of them for both:
/// see `RunModel.pass(through:)`. The values must be trivial.
package struct ByteTransfer: Sendable {
  /// What was moved out.
  package private(set) var bytes: [UInt8] = []
  /// Whether values are moved back.
  package let isBack: Bool
  /// How many bytes were read.
  private var position = 0

  /// Starts to move values out.
  package init() { isBack = false }

  /// Starts to move back what was moved out.
  package init(from bytes: [UInt8]) { (self.bytes, isBack) = (bytes, true) }

  /// Passes a number, of at most 32 bits.
  package mutating func pass(_ number: inout Int) {
    var value = UInt32(clamping: number)
    withUnsafeMutableBytes(of: &value) { pass($0) }
    number = Int(value)
  }

  /// Passes the elements of an array, which is empty while they are away.
  @inlinable
  package mutating func pass<Element>(_ elements: inout ContiguousArray<Element>) {
    assert(_isPOD(Element.self), "Only trivial values can be moved.")
    var count = elements.count
    pass(&count)
    guard isBack else {
      elements.withUnsafeMutableBytes { pass($0) }
      return elements = []
    }
    elements = ContiguousArray(unsafeUninitializedCapacity: count) { buffer, used in
      pass(UnsafeMutableRawBufferPointer(buffer))
      used = count
    }
  }

  /// Passes the elements of an array, which is empty while they are away.
  @inlinable
  package mutating func pass<Element>(_ elements: inout [Element]) {
    var passed = ContiguousArray(elements)
    elements = []
    pass(&passed)
    elements = Array(passed)
  }

  /// Passes the elements of a deque, which is empty while they are away.
  @inlinable
  package mutating func pass<Element>(_ elements: inout Deque<Element>) {
    var passed = ContiguousArray(elements)
    elements = []
    pass(&passed)
    elements = Deque(passed)
  }

  @usableFromInline
  package mutating func pass(_ memory: UnsafeMutableRawBufferPointer) {
    guard isBack else { return bytes.append(contentsOf: memory) }
    let end = position + memory.count
    bytes.withUnsafeBytes { source in
      memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<end]))
    }
    position = end
  }
}
