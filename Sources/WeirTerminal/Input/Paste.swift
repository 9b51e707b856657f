/// Text that the terminal marks as pasted, as it comes (bracketed paste, private mode 2004).
///
/// Of a long one the beginning is kept, and the rest is read over: nobody pastes a book into a line.
struct Paste {
  /// The numbers of the keys that do not exist between which the text stands.
  static let beginning = 200
  private static let end = Array("\u{1b}[201~".utf8)
  private static let capacity = 4096

  private var bytes: [UInt8] = []

  /// The text; what is no UTF-8 shows as such.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes in bytes, and answers how many of them belong to the paste, its end included, and whether it has ended.
  ///
  /// The beginning of what may be its end is left for the next time.
  mutating func take(_ new: ArraySlice<UInt8>) -> (count: Int, isLast: Bool) {
    var rest = new
    while let escape = rest.firstIndex(of: InputDecoder.escape) {
      keep(rest[..<escape])
      rest = rest[escape...]
      if rest.starts(with: Paste.end) {
        return (escape - new.startIndex + Paste.end.count, true)
      }
      if Paste.end.starts(with: rest) { return (escape - new.startIndex, false) }
      keep(rest.prefix(1))
      rest = rest.dropFirst()
    }
    keep(rest)
    return (new.count, false)
  }

  private mutating func keep(_ new: ArraySlice<UInt8>) {
    bytes += new.prefix(max(Paste.capacity - bytes.count, 0))
  }
}
