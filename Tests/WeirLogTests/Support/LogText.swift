import WeirEvents

@testable import WeirLog

/// Logs as bytes, built from lines.
enum LogText {
  /// The header of a run of weir, with its line break.
  static let virtual =
    #"{"weir":2,"version":"1","scenario":"s","preset":"live","pitfall":null,"seed":1,"#
    + #""parameters":{},"started":"now"}"# + "\n"

  /// The header of a watched program.
  static let real =
    #"{"weir":2,"version":"1","scenario":"shop","started":"now","clock":"real"}"# + "\n"

  /// A log with some lines.
  static func log(_ header: String, _ lines: String...) -> [UInt8] {
    Array((header + lines.map { $0 + "\n" }.joined()).utf8)
  }

  /// The line of an event, without its line break.
  static func line(_ kind: Event.Kind, at instant: Int64 = 5) -> [UInt8] {
    var lines = LineBuffer()
    let instant = VirtualInstant(nanoseconds: instant)
    lines.add(Event(instant, kind), at: instant)
    return lines.bytes.dropLast()
  }
}
