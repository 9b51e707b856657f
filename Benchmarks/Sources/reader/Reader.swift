import WeirEvents
import WeirLog

/// Measures how fast a session log is read, or makes a long log out of a short one.
@main
enum Reader {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("read", 2): print(try Reading(path: arguments[1]))
    case ("grow", 4):
      guard let count = Int(arguments[2]) else { fallthrough }
      try LongLog(path: arguments[1]).write(events: count, to: arguments[3])
    default: print("usage: reader read LOG | reader grow LOG EVENTS OUTPUT")
    }
  }
}
