import WeirEvents
import WeirLog

/// What version 1 of the format has of the lines of version 2.
enum FirstFormat {
  /// The first kind that it does not have; later ones have higher numbers.
  private static let firstNewNumber: UInt8 = 54
  private static let numbers = Dictionary(
    uniqueKeysWithValues: EventSchema.all.map { ($0.name, $0.number) })

  /// The keys that it does not have on lines of any kind.
  private static let newKeys: Set = ["since", "eager", "structured", "tasks", "order", "loop"]

  /// Whether it has no such line.
  static func lacks(_ line: ArraySlice<UInt8>) -> Bool {
    guard let kind = members(line)?["e"], case .string(let name) = kind else { return false }
    return numbers[name] ?? 0 >= firstNewNumber
  }

  /// Whether a line has the keys and values of the line that the run gives, as far as the format
  /// has them. Places in the source are passed over, since an older program wrote them. Digests are
  /// passed over, and so are counts of events: there are fewer of them.
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
