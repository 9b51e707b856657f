import Foundation
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// Where results go; unlike the standard library's `print` it says when they don't arrive.
///
/// Whatever a name or a file brings in, a terminal shows it and never obeys it: control characters
/// are escaped here, and only colours that `PaintedText` was given get through.
enum StandardOutput {
  /// The results could not be written.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var description: String {
      "The result could not be written to standard output. Make room, or send it somewhere else."
    }
  }

  static func print(
    _ text: String, terminator: String = "\n", in characters: OutputCharacters = .standard
  ) throws(Failure) {
    try write(characters.text(PrintableText(text, .lines).description) + terminator)
  }

  static func print(_ text: PaintedText) throws(Failure) {
    try write(text.rendered(in: .standard) + "\n")
  }

  /// One value of JSON, whose strings are escaped as JSON has it.
  static func print(_ json: JSONValue, isPretty: Bool = false) throws(Failure) {
    let text = isPretty ? json.pretty : json.compact
    try write((OutputCharacters.standard == .ascii ? JSONValue.inASCII(text) : text) + "\n")
  }

  /// A summary for other programs, as one object of JSON or as a table.
  static func print(_ summary: RunSummary, json: Bool) throws(Failure) {
    guard !json else { return try print(summary.json) }
    // JSON has an escape of its own for what is not ASCII; a table has none.
    let isASCII = OutputCharacters.standard == .ascii
    try print(isASCII ? summary.asciiCSV : summary.csv, terminator: "")
  }

  private static func write(_ text: String) throws(Failure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      BrokenPipe.endProgram(dueTo: error)
      throw Failure()
    }
  }
}
