/// Writes only the differences of each change of rendition, and only before a visible character.
///
/// ncurses writes both colours of a cell and all attributes whenever one of them changes, which is
/// half of its output; most of a screen has one background. The bytes before and after the filter
/// make the same picture on every terminal that follows ECMA-48.
struct RenditionFilter {
  private static let escape: UInt8 = 0x1B

  /// The rendition that ncurses has set.
  private var wanted = Rendition()
  /// The rendition that the terminal has; `nil` if unknown.
  private var sent: Rendition?
  /// The character set that was selected last; `nil` if unknown.
  private var characterSet: UInt8?

  /// Forgets the state of the terminal, because something else has written to it.
  mutating func forget() {
    (wanted, sent, characterSet) = (Rendition(), nil, nil)
  }

  /// The bytes without redundant sequences.
  ///
  /// - Complexity: O(bytes).
  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let first = rest.first {
      if first == RenditionFilter.escape {
        let sequence = RenditionFilter.sequence(rest)
        take(sequence, &kept)
        rest = rest[sequence.endIndex...]
      } else {
        // Control characters move the cursor; the rendition does not affect them.
        if first >= 0x20 { writeChanges(&kept) }
        kept.append(first)
        rest = rest.dropFirst()
      }
    }
    return kept
  }

  /// A whole sequence, starting with its Escape: a control sequence, the selection of a character
  /// set, or two bytes.
  private static func sequence(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    switch bytes.dropFirst().first {
    case UInt8(ascii: "["):
      let end = bytes.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }
      return end.map { bytes[...$0] } ?? bytes
    case UInt8(ascii: "("), UInt8(ascii: ")"): return bytes.prefix(3)
    default: return bytes.prefix(2)
    }
  }

  private mutating func take(_ sequence: ArraySlice<UInt8>, _ kept: inout [UInt8]) {
    if let numbers = RenditionFilter.renditionNumbers(sequence) {
      if wanted.apply(numbers) { return }
      sent = nil
    } else if RenditionFilter.selectsCharacterSet(sequence) {
      guard sequence.last != characterSet else { return }
      characterSet = sequence.last
    } else if RenditionFilter.erases(sequence) {
      writeChanges(&kept)
    }
    kept += sequence
  }

  /// Writes the changes that the terminal needs, if any.
  private mutating func writeChanges(_ kept: inout [UInt8]) {
    guard sent != wanted else { return }
    let numbers = sent.map { wanted.numbers(from: $0) } ?? [0] + wanted.numbers(from: Rendition())
    kept += "\u{1b}[".utf8
    kept += numbers.map(String.init).joined(separator: ";").utf8
    kept.append(UInt8(ascii: "m"))
    sent = wanted
  }
}

extension RenditionFilter {
  /// The numbers of a sequence that changes the rendition; `nil` for any other one.
  private static func renditionNumbers(_ sequence: ArraySlice<UInt8>) -> [Int]? {
    guard sequence.last == UInt8(ascii: "m"), sequence.count >= 3 else { return nil }
    let body = sequence.dropFirst(2).dropLast()
    guard body.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x3B }) else { return nil }
    return body.split(separator: 0x3B, omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), 0xFFFF) }
    }
  }

  private static func selectsCharacterSet(_ sequence: ArraySlice<UInt8>) -> Bool {
    sequence.count == 3 && sequence.dropFirst().first == UInt8(ascii: "(")
  }

  /// Whether a sequence fills cells, which on some terminals get the background of the rendition.
  private static func erases(_ sequence: ArraySlice<UInt8>) -> Bool {
    guard sequence.dropFirst().first == UInt8(ascii: "["), let final = sequence.last else {
      return false
    }
    return "JKXPLM@ST".utf8.contains(final)
  }
}
