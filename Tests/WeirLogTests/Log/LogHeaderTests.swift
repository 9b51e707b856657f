import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirLog

@Suite struct LogHeaderTests {
  private func header(_ text: String) throws -> LogHeader {
    try LogHeader(try JSONParser.parse(Array(text.utf8)[...]))
  }

  /// A header of a real program, with additional keys.
  private func real(_ more: String) throws -> LogHeader {
    try header(
      #"{"weir":2,"version":"1","scenario":"shop","started":"now","clock":"real"\#(more)}"#)
  }

  /// A header of a run, with additional keys.
  private func virtual(_ more: String, format: Int = 2) throws -> LogHeader {
    try header(
      """
      {"weir":\(format),"version":"1","scenario":"a","preset":"b","seed":7,"parameters":{},\
      "started":"now"\(more)}
      """)
  }

  @Test func `a run of weir has the keys of format 1 and no others`() {
    #expect(
      Samples.header.json.compact == """
        {"weir":2,"version":"0.1.0","scenario":"producer-consumer","preset":"live","pitfall":null,\
        "seed":42,"parameters":{"producers":4,"capacity":"unlimited","produce-time":"exponential:1s"},\
        "started":"2026-11-22T09:00:00Z"}
        """)
  }

  @Test func `the header of a real program has its known keys, and they read back`() throws {
    var log = LogHeader(watching: "shop", source: "asyncio", version: "0.2.0", started: "now")
    #expect(
      log.json.compact == """
        {"weir":2,"version":"0.2.0","scenario":"shop","started":"now","source":"asyncio","clock":"real"}
        """)
    #expect(try header(log.json.compact) == log)
    log.program = "shop.py"
    log.command = ["python", "shop.py", "--tables", "\u{1B}[2J"]
    (log.pid, log.host, log.runtime) = (.max, "box", "CPython 3.13.1")
    (log.level, log.parents) = (.waits, .creator)
    #expect(
      log.json.compact.hasSuffix(
        #"""
        "clock":"real","program":"shop.py","command":["python","shop.py","--tables","\u001b[2J"],\#
        "pid":4294967295,"host":"box","runtime":"CPython 3.13.1","level":"waits","parents":"creator"}
        """#))
    #expect(try header(log.json.compact) == log)
    log.seed = 3
    (log.preset, log.pitfall) = ("x", "y")
    log.parameters = [.init(name: "n", text: "5")]
    #expect(try header(log.json.compact) == log)
  }

  @Test func `missing keys mean a run of weir`() throws {
    let header = try virtual("")
    #expect(header.source == "weir" && header.clock == .virtual)
    #expect(header.level == .steps && header.parents == .structured)
    #expect(header.command.isEmpty && header.pid == nil && header.pitfall == nil)
    let same = try virtual(
      #","source":"weir","clock":"virtual","level":"steps","parents":"structured""#)
    #expect(same == header)
    #expect(try virtual(#","pid":null,"host":null,"clock":null"#) == header)
  }

  @Test func `version 1 knows nothing of real programs`() throws {
    let header = try virtual(#","clock":"real","source":3,"pid":"x""#, format: 1)
    #expect(header.format == 1 && header.clock == .virtual && header.source == "weir")
    #expect(throws: LogError.badHeader(problem: "it has no 'preset'")) {
      try self.header(#"{"weir":1,"version":"1","scenario":"a","started":"now","clock":"real"}"#)
    }
  }

  @Test func `only a header with a seed and a preset repeats the run`() throws {
    let scenario = ScenarioDescription(
      name: "shop", summary: "", guideSection: "", presets: [], pitfalls: [], knobs: [],
      lengthKnob: "items")
    #expect(try real("").specification(for: scenario) == nil)
    #expect(try real(#","seed":1"#).specification(for: scenario) == nil)
    #expect(try real(#","seed":1,"preset":"b""#).specification(for: scenario)?.seed == 1)
    #expect(try virtual("").specification(for: scenario)?.preset == "b")
  }

  @Test func `unknown words of a later version are tolerated`() throws {
    let header = try real(#","level":"spans","parents":"adopted","color":{"a":[1,1]},"color":2"#)
    #expect(header.level == .steps && header.parents == .creator)
  }

  @Test func `parameters are texts, numbers and flags, as written`() throws {
    let header = try real(#","parameters":{"a":1,"b":"x","c":1.5,"d":true,"e":"1"}"#)
    #expect(header.parameters.map(\.text) == ["1", "x", "1.5", "true", "1"])
  }

  private static let keys = [
    "version", "scenario", "started", "preset", "pitfall", "seed", "parameters", "source", "clock",
    "program", "command", "pid", "host", "runtime", "level", "parents",
  ]

  private static let values: [(String, String)] = [
    ("text", #""x""#), ("number", "7"), ("negative", "-1"), ("fraction", "1.5"),
    ("huge", "99999999999999999999999"), ("flag", "true"), ("list", "[1]"),
    ("object", #"{"a":[]}"#),
    ("long", "\"" + String(repeating: "x", count: 4097) + "\""),
    ("many", "[" + String(repeating: "\"\",", count: 4096) + "\"\"]"),
    ("texts", #"["x"]"#), ("null", "null"), ("knobs", #"{"a":1}"#),
  ]

  /// The kinds of values that each key accepts.
  private static let taken: [String: [String]] = [
    "version": ["text"], "scenario": ["text"], "started": ["text"], "seed": ["number", "null"],
    "parameters": ["knobs", "null"], "clock": ["null"], "command": ["texts", "null"],
    "pid": ["number", "null"],
  ]

  @Test(arguments: keys)
  func `a value of another kind, or too large, is refused in two sentences`(key: String) throws {
    let taken = Self.taken[key] ?? ["text", "null"]
    for (kind, value) in Self.values {
      var members = [
        "weir": "2", "version": #""1""#, "scenario": #""a""#, "started": #""now""#,
        "clock": #""real""#,
      ]
      members[key] = value
      if key == "clock" {
        members.merge(["preset": #""b""#, "seed": "1", "parameters": "{}"]) { $1 }
      }
      let text = "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
      do throws(LogError) {
        _ = try LogHeader(JSONValue(text))
        #expect(taken.contains(kind), "\(key): \(kind)")
      } catch {
        #expect(!taken.contains(kind), "\(key): \(kind): \(error)")
        #expect(error.description.contains("'\(key)'"))
        #expect(error.description.split(separator: ". ").count == 2)
        #expect(error.description.utf8.count < 200)
      }
    }
  }

  @Test(arguments: keys + ["weir"])
  func `a duplicate key is refused`(key: String) throws {
    let members = [
      ("weir", "2"), ("version", #""1""#), ("scenario", #""a""#), ("started", #""now""#),
      ("clock", #""real""#), (key, "2"), (key, "2"),
    ]
    let text = "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    #expect(throws: LogError.badHeader(problem: "'\(key)' occurs twice")) {
      try header(text)
    }
  }

  @Test func `a duplicate parameter is refused, and so are too many parameters`() {
    #expect(throws: LogError.badHeader(problem: "one of its 'parameters' occurs twice")) {
      try real(#","parameters":{"a":1,"b":2,"a":1}"#)
    }
    let many = (0...4096).map { "\"\($0)\":1" }.joined(separator: ",")
    #expect(throws: LogError.badHeader(problem: "its 'parameters' has more than 4096 values")) {
      try real(",\"parameters\":{\(many)}")
    }
  }

  @Test(arguments: [0, 3, -1, Int.max, Int.min])
  func `another version is refused by its number`(version: Int) {
    #expect(throws: LogError.unknownVersion(version)) { try virtual("", format: version) }
  }

  @Test(arguments: ["[]", "2", "{}", #"{"weir":"2"}"#, #"{"weir":null}"#, #"{"weir":1.5}"#])
  func `a text without a version is not a log`(text: String) {
    #expect(throws: LogError.notALog) { try header(text) }
  }

  /// Texts that a header may contain.
  private static let escapes = [
    #"\\"#, #"\""#, #"\u001b"#, #"\ud83d\ude00"#, #"\n"#, "ö", "\u{1B}",
  ]

  /// A header in which bytes were removed, duplicated, flipped or inserted, from elsewhere in it or
  /// as an escape.
  private func damaged(_ header: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = header
    for _ in 0...dice.below(3) {
      let place = dice.below(bytes.count)
      switch dice.below(5) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] ^= 1 << UInt8(dice.below(8))
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes.insert(contentsOf: (dice.pick(Self.escapes) ?? "").utf8, at: place)
      default:
        let start = dice.below(header.count)
        bytes.insert(contentsOf: header[start..<min(header.count, start + 24)], at: place)
      }
    }
    return bytes
  }

  @Test(arguments: UInt64(0)..<64)
  func `a damaged header is refused in two sentences, or can be written again`(
    seed: UInt64
  ) throws {
    var dice = Dice(seed)
    let headers = [Samples.header, Samples.fullHeader].map { Array($0.json.compact.utf8) }
    for round in 0..<200 {
      let bytes = damaged(headers[round % 2], &dice)
      guard let json = try? JSONParser.parse(bytes[...]) else { continue }
      let header: LogHeader
      do throws(LogError) {
        header = try LogHeader(json)
      } catch {
        #expect(error.description.split(separator: ". ").count == 2, "\(error)")
        continue
      }
      // Outside the block above, in which errors are expected.
      let again = try LogHeader(JSONParser.parse(Array(header.json.compact.utf8)[...]))
      #expect(again.json == header.json)
      #expect(again.parameters == header.parameters && again.seed == header.seed)
    }
  }
}

extension JSONValue {
  fileprivate init(_ text: String) {
    self = (try? JSONParser.parse(Array(text.utf8)[...])) ?? .null
  }
}
