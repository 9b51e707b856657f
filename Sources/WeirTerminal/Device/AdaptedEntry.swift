import CNcurses

/// The description of the user's terminal with weir's changes, compiled in the format of term(5).
///
/// - 24-bit colours, if the terminal promises them: few systems have entries for those installed,
///   and these describe a different terminal in everything else.
/// - No repeating and no erasing in colour: too many terminals that claim to be an xterm can do
///   neither.
/// - No scrolling of a region: some can't do that either, and panels side by side seldom move
///   together.
///
/// ncurses reads it from the variable TERMINFO, which may contain an entry instead of a path:
/// `hex:` and the bytes.
struct AdaptedEntry {
  private static let magicOfWideNumbers = 0o1036
  private static let absent = -1
  private static let unwantedFlags = ["bce", "ccc"]
  private static let unwantedTexts = ["rep", "initc", "initp", "oc", "csr", "indn", "rin"]

  let name: String
  private let isDirect: Bool
  private var flags: [UInt8]
  private var numbers: [Int]
  private var texts: [[UInt8]?]

  /// Copies the description that was loaded last.
  init(name: String, directColors: Bool) {
    self.name = name
    isDirect = directColors || tigetflag("RGB") == 1
    flags = AdaptedEntry.names(weir_boolean_name).map { name in
      AdaptedEntry.unwantedFlags.contains(name) ? 0 : UInt8(clamping: tigetflag(name))
    }
    numbers = AdaptedEntry.names(weir_number_name).map { Int(tigetnum($0)) }
    texts = AdaptedEntry.names(weir_text_name).map { name in
      AdaptedEntry.unwantedTexts.contains(name) ? nil : AdaptedEntry.text(name)
    }
    if directColors { useDirectColors() }
  }

  private mutating func useDirectColors() {
    for (index, name) in AdaptedEntry.names(weir_number_name).enumerated() {
      if name == "colors" { numbers[index] = 1 << 24 }
      if name == "pairs" { numbers[index] = 1 << 16 }
    }
    for (index, name) in AdaptedEntry.names(weir_text_name).enumerated() {
      if name == "setaf" { texts[index] = AdaptedEntry.selection(of: 38) }
      if name == "setab" { texts[index] = AdaptedEntry.selection(of: 48) }
      if ["setf", "setb", "scp"].contains(name) { texts[index] = nil }
    }
  }

  /// The sequence that selects a colour, given as one number with red in its highest byte.
  private static func selection(of ground: Int) -> [UInt8] {
    Array("\u{1b}[\(ground);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm".utf8)
  }

  /// The value for the variable TERMINFO, instead of a path.
  var inlineDescription: String {
    let digits = Array("0123456789abcdef")
    return compiled.reduce(into: "hex:") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
}

extension AdaptedEntry {
  private static func names(_ name: (Int32) -> UnsafePointer<CChar>?) -> [String] {
    var names: [String] = []
    while let next = name(Int32(names.count)) { names.append(String(cString: next)) }
    return names
  }

  private static func text(_ name: String) -> [UInt8]? {
    guard let text = weir_text_capability(name) else { return nil }
    return UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:))
  }
}

extension AdaptedEntry {
  /// The entry in the format with numbers of 32 bits.
  private var compiled: [UInt8] {
    let title = Array(name.utf8) + [0]
    let (offsets, table) = AdaptedEntry.stringTable(texts)
    var bytes = AdaptedEntry.shorts([
      AdaptedEntry.magicOfWideNumbers, title.count, flags.count, numbers.count, texts.count,
      table.count,
    ])
    bytes += title + flags
    if bytes.count % 2 == 1 { bytes.append(0) }
    bytes += numbers.flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    bytes += AdaptedEntry.shorts(offsets) + table
    if bytes.count % 2 == 1 { bytes.append(0) }
    return isDirect ? bytes + AdaptedEntry.directColorSection : bytes
  }

  /// `RGB` as the only extended capability: without it, ncurses expects a table of all those
  /// colours.
  private static let directColorSection: [UInt8] = {
    let name = Array("RGB\0".utf8)
    let sizes = shorts([1, 0, 0, 1, name.count])
    let values: [UInt8] = [1, 0]
    return sizes + values + shorts([0]) + name
  }()

  private static func stringTable(_ texts: [[UInt8]?]) -> (offsets: [Int], table: [UInt8]) {
    var table: [UInt8] = []
    let offsets = texts.map { text in
      guard let text else { return absent }
      defer { table += text + [0] }
      return table.count
    }
    return (offsets, table)
  }

  private static func shorts(_ values: [Int]) -> [UInt8] {
    values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}
