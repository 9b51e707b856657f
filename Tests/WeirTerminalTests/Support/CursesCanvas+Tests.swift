import WeirScreen

@testable import WeirTerminal

extension CursesCanvas {
  /// A canvas for a type of terminal, without a terminal.
  static func of(
    _ terminal: String, columns: Int, rows: Int, environment: [String: String] = [:]
  ) throws -> CursesCanvas {
    _ = TerminalLocale.activate(ascii: false)
    let environment = environment.merging(["TERM": terminal]) { $1 }
    let description = try TerminalDescription(environment: environment, output: 1, mouse: true)
    return try CursesCanvas(description, size: Size(columns: columns, rows: rows))
  }

  /// The bytes that a frame sends, with `\e` for Escape.
  func sent(by frame: Frame) -> String { readable(draw(frame)) }
}

/// Bytes as text, with `\e` for Escape.
func readable(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: Array(bytes), as: UTF8.self).replacing("\u{1b}", with: "\\e")
}
