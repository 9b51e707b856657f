import WeirScreen

/// Text that the terminal marks as pasted, as it arrives (bracketed paste, private mode 2004).
///
/// Only the first 4,096 bytes are stored, and the rest is skipped: nobody pastes a book into a
/// line.
struct Paste {
  /// The text is between two keys that do not exist, with these numbers.
  static let beginning = 200
  private static let ends = [Array("\u{1b}[201~".utf8), Array("\u{9b}201~".utf8)]
  /// The end in 8 bits. In UTF-8 the same bytes may be the end of a character, and text.
  private static let rawEnd = [0x9B] + Array("201~".utf8)
  private static let capacity = 4096

  private var bytes: [UInt8] = []
  /// Bytes that may be the beginning of the end.
  private var candidate: [UInt8] = []
  /// How often Escape was pressed in sequence while no text came.
  private var escapes = 0
  /// The sequences that end it.
  private let ends: [[UInt8]]

  /// - Parameter isRaw: whether it started with an 8-bit control character.
  init(isRaw: Bool = false) {
    ends = isRaw ? Paste.ends + [Paste.rawEnd] : Paste.ends
  }

  /// The text; bytes that are not UTF-8 become replacement characters.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes a byte, and returns whether it is the last one.
  mutating func take(_ byte: UInt8) -> Bool {
    escapes = 0
    if candidate.isEmpty, !ends.contains(where: { $0.first == byte }) {
      keep(byte)
      return false
    }
    candidate.append(byte)
    while let first = candidate.first, !ends.contains(where: { $0.starts(with: candidate) }) {
      keep(first)
      candidate.removeFirst()
    }
    return ends.contains(candidate)
  }

  private mutating func keep(_ byte: UInt8) {
    if bytes.count < Paste.capacity { bytes.append(byte) }
  }
}

extension Paste {
  /// What a key does in a paste that the terminal has left without an end.
  enum Gesture: Hashable {
    /// Escape was pressed once; it takes two.
    case unfinished
    case ended
    case key(Key)
  }

  /// Whether one read contains only a key that always works elsewhere.
  static func isKey(_ read: some Collection<UInt8>) -> Bool {
    read.count == 1 && read.first.flatMap(Key.init(typed:))?.alwaysWorks == true
  }

  /// Treats the bytes of one read as a key if they are only one of those that leave a paste,
  /// pressed in silence; returns `nil` if they are text.
  mutating func gesture(_ read: some Collection<UInt8>, afterSilence isSilent: Bool) -> Gesture? {
    guard let first = read.first, isSilent || escapes > 0 else { return nil }
    if Paste.isKey(read), let key = Key(typed: first) { return .key(key) }
    guard read.count <= 2, read.allSatisfy({ $0 == InputDecoder.escape }) else {
      // The previous Escape was text after all.
      if escapes > 0 { _ = take(InputDecoder.escape) }
      return nil
    }
    escapes += read.count
    return escapes < 2 ? .unfinished : .ended
  }
}
