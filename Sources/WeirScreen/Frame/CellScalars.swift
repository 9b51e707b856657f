/// The scalars of one character, stored inline: copying a cell allocates no memory, and comparing
/// two compares numbers.
///
/// A base and up to three marks, which is what `CharacterWidth` allows in a cell; scalars beyond
/// the fourth are dropped.
public struct CellScalars: Sendable, Hashable {
  /// 21 bits each, the first mark in the lowest ones; 0 is none.
  @usableFromInline let marks: UInt64
  @usableFromInline let base: UInt32

  /// Creates a character of one scalar.
  @inlinable
  public init(_ base: Unicode.Scalar) {
    self.base = base.value
    marks = 0
  }

  /// Takes the first four scalars of a character.
  public init(_ character: Character) {
    var scalars = character.unicodeScalars.makeIterator()
    base = scalars.next()?.value ?? 0x20
    var marks: UInt64 = 0
    for place in 0..<3 {
      guard let mark = scalars.next() else { break }
      marks |= UInt64(mark.value) << (21 * UInt64(place))
    }
    self.marks = marks
  }

  /// Whether all scalars are equal.
  @inlinable
  public static func == (one: CellScalars, other: CellScalars) -> Bool {
    one.base == other.base && one.marks == other.marks
  }

  /// Whether there is only a base.
  @inlinable
  public var isSingle: Bool { marks == 0 }

  /// The base; a space if it is not a valid scalar.
  @inlinable
  public var first: Unicode.Scalar { Unicode.Scalar(base) ?? " " }

  /// The base, and the marks in order.
  public var all: [Unicode.Scalar] {
    let others = (0..<3).map { UInt32(truncatingIfNeeded: marks >> (21 * UInt64($0))) & 0x1F_FFFF }
    return [first] + others.filter { $0 != 0 }.compactMap(Unicode.Scalar.init)
  }

  /// Whether this is a digit, what separates digits, or the blank before them.
  var isPartOfNumber: Bool {
    guard isSingle else { return false }
    return switch base {
    case 0x30...0x39, 0x20, 0x2C, 0x2E: true
    default: false
    }
  }

  /// The character that they form.
  public var character: Character {
    guard !isSingle else { return Character(first) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: all)
    return Character(String(text))
  }
}
