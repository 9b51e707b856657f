import WeirEvents
import WeirLog

/// The difference between the lines of versions 1 and 2 of the format.
enum FirstFormat {
  /// The first kind that version 1 does not have; later kinds have higher numbers.
  private static let firstNewNumber: UInt8 = 54
  private static let numbers = Dictionary(
    uniqueKeysWithValues: EventSchema.all.map { ($0.name, $0.number) })

  /// The keys that version 1 does not have on any line.
  private static let newKeys: Set = ["since", "eager", "structured", "tasks", "order", "loop"]

  /// Whether version 1 does not have this kind of line.
  static func lacks(_ line: ArraySlice<UInt8>) -> Bool {
    guard let kind = members(line)?["e"], case .string(let name) = kind else { return false }
    return numbers[name] ?? 0 >= firstNewNumber
  }

  /// Whether a line has the keys and values of the expected line, as far as version 1 has them.
  /// Source locations are ignored, since an older program wrote them, and so are digests and counts
  /// of events, because version 1 has fewer events.
  static func agrees(_ found: [UInt8], with expected: ArraySlice<UInt8>) -> Bool {
    guard var found = members(found[...])?.filter({ !isPlace($0.key) }),
      var expected = members(expected),
      case .string(let kind) = expected["e"]
    else { return false }
    if ["checkpoint", "end"].contains(kind) {
      for key in ["events", "digest"] {
        guard found.removeValue(forKey: key) != nil else { return false }
        expected[key] = nil
      }
    }
    return found == expected.filter { !isPlace($0.key) && !isNew($0.key, on: kind) }
  }

  private static func isPlace(_ key: String) -> Bool { key == "file" || key == "line" }

  private static func isNew(_ key: String, on kind: String) -> Bool {
    switch key {
    case "item": kind == "itemDone"
    case "by": kind == "taskBecameReady"
    case "worker": kind == "taskCreated"
    case "depth": kind == "queueCreated"
    default: newKeys.contains(key)
    }
  }

  private static func members(_ line: ArraySlice<UInt8>) -> [String: JSONValue]? {
    guard case .object(let members) = try? JSONParser.parse(line) else { return nil }
    return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
  }
}
