import WeirEvents
import WeirTestSupport

@testable import WeirLog

/// Generates lines of all kinds of events and tampers with them, deterministically from a seed.
struct LineMutator {
  var dice: Dice

  init(_ seed: UInt64) { dice = Dice(seed) }

  /// Numbers at the limits of their ranges and beyond, other forms of them, and other values.
  private static let values = [
    "0", "-0", "00", "007", "-1", "+1", "4294967295", "4294967296", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "9999999999999999999",
    "10000000000000000000", "18446744073709551615", "18446744073709551616", "1e3", "1.0", "0.5",
    "1e999", "-1e-999", String(repeating: "9", count: 400), String(repeating: "0", count: 40) + "1",
    "null", "true", "false", "[]", "{}", "[1,2,3]", "[4294967296,\"x\",-1]", "\"\"", "\"3\"",
    "\"producer-3\"", "\"a\\u0041\\n\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"", "\"ö-7\"",
    "\"\\u-041\"",
    "\"completed\"", "\"block\"", "\"other\"", "\"moon\"", "\"children\"", "\"end\"", "",
    String(repeating: "[", count: 60) + String(repeating: "]", count: 60),
    String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
    String(repeating: "{\"a\":", count: 500), "\"" + String(repeating: "x", count: 70_000) + "\"",
  ]

  private static let keys = [
    "t", "e", "task", "queue", "name", "why", "until", "tasks", "file", "line", "since", "on",
    "capacity", "worker", "x", "", "täsk", "ta\\u0073k",
  ]

  /// The members of each sample's line, as texts.
  private static let samples: [[(key: String, value: String)]] = Samples.kinds.map { kind in
    guard case .object(let members) = try? JSONParser.parse(LogText.line(kind)[...]) else {
      return []
    }
    return members.map { ($0.key, $0.value.compact) }
  }

  /// Returns a line, which may contain line breaks.
  mutating func line() -> [UInt8] {
    var members = dice.pick(LineMutator.samples) ?? []
    if dice.once(in: 4), !members.isEmpty { members[0].value = "\(dice.below(900_000_000))" }
    for _ in 0..<dice.below(3) { changeMembers(&members) }
    var bytes = Array(text(of: members).utf8)
    if dice.once(in: 3) { changeBytes(&bytes) }
    return bytes
  }

  private mutating func changeMembers(_ members: inout [(key: String, value: String)]) {
    guard !members.isEmpty else { return }
    let place = dice.below(members.count)
    switch dice.below(7) {
    case 0: members.swapAt(place, dice.below(members.count))
    case 1: members.insert(members[place], at: dice.below(members.count))
    case 2: members.remove(at: place)
    case 3: members[place].value = dice.pick(LineMutator.values) ?? ""
    case 4: members[place].key = dice.pick(LineMutator.keys) ?? ""
    case 5:
      let key = dice.pick(LineMutator.keys) ?? ""
      members.insert((key, dice.pick(LineMutator.values) ?? ""), at: place)
    default: members.append(("since", "\(dice.below(2_000_000_000))"))
    }
  }

  private mutating func text(of members: [(key: String, value: String)]) -> String {
    let isSpaced = dice.once(in: 3)
    func space(_ dice: inout Dice) -> String {
      if dice.once(in: 30) { return dice.pick([" ", "\t", "\r", "\u{A0}", "  "]) ?? "" }
      return isSpaced ? " " : ""
    }
    var text = "{"
    for (index, member) in members.enumerated() {
      text += (index > 0 ? "," + space(&dice) : "") + "\"\(member.key)\":" + space(&dice)
      text += member.value
    }
    return text + "}" + (dice.once(in: 30) ? space(&dice) + "\r" : "")
  }

  private mutating func changeBytes(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = dice.below(bytes.count)
    switch dice.below(5) {
    case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
    case 1: bytes[place] = UInt8(dice.below(256))
    case 2: bytes.removeSubrange(place...)
    case 3: bytes.remove(at: place)
    default: bytes.insert(UInt8(dice.below(256)), at: place)
    }
  }
}
