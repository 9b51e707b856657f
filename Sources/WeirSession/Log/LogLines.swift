import Foundation

/// The whole lines of a log, one after the other.
struct LogLines {
  private let data: Data
  private var position: Int
  /// The number of the line that was read last, counted from 1.
  private(set) var number = 0
  /// Whether what is left is no whole line.
  var isCut: Bool { position < data.endIndex && data[position...].firstIndex(of: newline) == nil }

  private let newline = UInt8(ascii: "\n")

  init(_ data: Data) {
    self.data = data
    position = data.startIndex
  }

  /// The next whole line without its end, which may be `\r\n` too; empty lines are passed over.
  mutating func next() -> [UInt8]? {
    while let end = data[position...].firstIndex(of: newline) {
      var line = data[position..<end]
      position = data.index(after: end)
      number += 1
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if !line.isEmpty { return [UInt8](line) }
    }
    return nil
  }
}
