import Synchronization

/// An interned string: four bytes that stand for a text, so that an event stays small and trivially
/// copied.
///
/// Symbols are kept for the life of the process, and meant for texts that are few: roles, stems of
/// names, knobs, types of errors. The number itself never leaves the process; logs and digests see
/// the text.
public struct Symbol: Hashable, Sendable, CustomStringConvertible {
  @usableFromInline package let index: UInt32

  /// The empty text.
  public static let empty = Symbol(index: 0)

  private init(index: UInt32) { self.index = index }

  /// Finds or makes the symbol for a text. Takes a lock, so don't call it for each event.
  public init(_ text: String) {
    self = Symbol.table.withLock { table in
      if let known = table.indices[text] { return Symbol(index: known) }
      let index = UInt32(table.indices.count)
      Symbol.texts.append(text, at: index)
      table.indices[text] = index
      return Symbol(index: index)
    }
  }

  /// The text. Takes no lock, so reading is cheap from any thread.
  public var description: String { Symbol.texts[index] }

  /// Whether the text is empty.
  public var isEmpty: Bool { index == 0 }

  private struct Table {
    var indices = ["": UInt32(0)]
  }

  private static let table = Mutex(Table())
  private static let texts = SymbolTexts()
}
