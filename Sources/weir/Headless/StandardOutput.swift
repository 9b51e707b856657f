import Foundation
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// Prints results; unlike the standard library's `print` it reports errors.
///
/// A terminal never interprets text from names or files: control characters are escaped here,
/// except for the colors of `PaintedText`.
enum StandardOutput {
  /// The result could not be written.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var description: String {
      "The result could not be written to standard output. Free some space, or redirect it elsewhere."
    }
  }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  static func print(
    _ text: String, terminator: String = "\n", in characters: OutputCharacters = .standard
  ) throws(Failure) {
    try write(characters.text(PrintableText(text, .lines).description) + terminator)
  }

  static func print(_ text: PaintedText) throws(Failure) {
    try write(text.rendered(in: .standard) + "\n")
  }

  /// Prints a JSON value, in which JSON's own escapes are used.
  static func print(_ json: JSONValue, isPretty: Bool = false) throws(Failure) {
    let text = isPretty ? json.pretty : json.compact
    try write((OutputCharacters.standard == .ascii ? JSONValue.inASCII(text) : text) + "\n")
  }

  /// Prints a summary as JSON or CSV.
  static func print(_ summary: RunSummary, json: Bool) throws(Failure) {
    guard !json else { return try print(summary.json) }
    // JSON has escapes for characters beyond ASCII; CSV has none.
    let isASCII = OutputCharacters.standard == .ascii
    try print(isASCII ? summary.asciiCSV : summary.csv, terminator: "")
  }

  /// Prints bytes that are meant for another program, as they are.
  static func print(bytes: ArraySlice<UInt8>) throws(Failure) { try write(Data(bytes)) }

  private static func write(_ text: String) throws(Failure) { try write(Data(text.utf8)) }

  private static func write(_ data: Data) throws(Failure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: data)
    } catch {
      BrokenPipe.endProgram(dueTo: error)
      throw Failure()
    }
  }
}
