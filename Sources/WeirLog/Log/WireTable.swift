import WeirEvents

/// The bytes that make up lines of events, ready for comparison: created once from the schema of
/// events, and kept for the life of the process.
struct WireTable: @unchecked Sendable {
  /// Bytes that are never freed.
  struct Text {
    let start: UnsafePointer<UInt8>
    let count: Int
  }

  /// A key as it follows a value, `,"depth":`, and the words that its value may be.
  struct Key {
    let text: Text
    /// In the order of their raw values, which start at 0.
    let words: UnsafeBufferPointer<Text>
  }

  /// A kind of event, and its keys in their order.
  struct Kind {
    let name: Text
    let kind: EventKind
    let keys: UnsafePointer<Key>
    /// Whether `since` is not one of its own keys, and so says that the line is late.
    let canBeLate: Bool
  }

  /// Lines without spaces, as weir writes them.
  static let compact = WireTable(space: "")
  /// Lines with a space after each comma and colon, as Python and others write them.
  static let spaced = WireTable(space: " ")

  let start: Text
  let name: Text
  let line: Text
  let since: Text
  let null = Text("null")
  let yes = Text("true")
  let no = Text("false")
  /// The key of each wait, by its raw value; a wait without one has a text that no line contains.
  let waitKeys: UnsafePointer<Text>

  /// An empty list of keys.
  let noKeys: UnsafePointer<Key> = keep([])

  /// Kinds by the hash of their name, with linear probing.
  private let kinds: UnsafePointer<Kind?>
  private static let slotCount = 512

  private init(space: String) {
    start = Text("{\"t\":" + space)
    name = Text(key: "e", space)
    line = Text(key: "line", space)
    since = Text(key: EventField.since.key, space)
    waitKeys = WireTable.keep(
      WaitKind.allCases.map { kind in
        kind.field.map { Text(key: $0.key, space) } ?? Text("\n")
      })
    var slots = [Kind?](repeating: nil, count: WireTable.slotCount)
    for kind in EventKind.all {
      let entry = Kind(kind, space)
      var slot = entry.name.bytes.wordHash & (WireTable.slotCount - 1)
      while slots[slot] != nil { slot = (slot + 1) & (WireTable.slotCount - 1) }
      slots[slot] = entry
    }
    kinds = WireTable.keep(slots)
  }

  /// The kind with a name; `nil` if it is unknown.
  func kind(_ name: UnsafeBufferPointer<UInt8>) -> Kind? {
    var slot = name.wordHash & (WireTable.slotCount - 1)
    // There are far more slots than kinds, so the search always reaches a free one.
    while let kind = kinds[slot] {
      if kind.name.bytes.elementsEqual(name) { return kind }
      slot = (slot + 1) & (WireTable.slotCount - 1)
    }
    return nil
  }

  /// A copy of values that is never freed.
  fileprivate static func keep<Value>(_ values: [Value]) -> UnsafePointer<Value> {
    let copy = UnsafeMutablePointer<Value>.allocate(capacity: values.count)
    copy.initialize(from: values, count: values.count)
    return UnsafePointer(copy)
  }
}

extension WireTable.Text {
  fileprivate init(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(start: WireTable.keep(bytes), count: bytes.count)
  }

  /// Creates the text of a key that follows a value.
  fileprivate init(key: String, _ space: String) { self.init(",\(space)\"\(key)\":\(space)") }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
}

extension WireTable.Kind {
  fileprivate init(_ kind: EventKind, _ space: String) {
    let schema = kind.schema
    name = WireTable.Text(schema.name)
    self.kind = kind
    keys = WireTable.keep(schema.fields.map { WireTable.Key($0, space) })
    canBeLate = schema.canBeLate
  }
}

extension WireTable.Key {
  fileprivate init(_ field: EventField, _ space: String) {
    text = WireTable.Text(key: field.key, space)
    let words =
      switch field.type {
      case .word(let words): words
      case .wait: WaitKind.allCases.map(\.name)
      default: [String]()
      }
    self.words = UnsafeBufferPointer(
      start: WireTable.keep(words.map { WireTable.Text($0) }), count: words.count)
  }
}

extension EventSchema {
  /// Whether `since` on a line of this kind says that the line is late.
  var canBeLate: Bool { !fields.contains { $0.key == EventField.since.key } }
}
