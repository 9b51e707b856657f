import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirLog

/// The scanner reads what the general parser reads, faster, and nothing else.
@Suite struct FieldScannerTests {
  /// The event that the scanner reads from a line on its own when its names are known.
  private func scan(_ line: [UInt8], _ table: WireTable = .compact) -> TimedEvent? {
    let names = NameTable()
    var scanner = FieldScanner(table, names)
    if let fields = try? WireFields(try JSONParser.parse(line[...]), names) {
      var fields = fields
      _ = try? EntryDecoder.decode(&fields)
    }
    return line.withUnsafeBufferPointer { scanner.event($0) }
  }

  /// Whether weir itself writes the line of an event in a form that is left to the general parser.
  private func isLeft(_ line: String) -> Bool {
    line.contains("\\") || line.contains("\"tasks\":[") || line.contains("18446744073709551615")
      || line.contains(#""value":6"#)
  }

  @Test(arguments: Samples.kinds)
  func `the scanner reads lines in the forms that weir and Python write`(kind: Event.Kind) {
    let line = LogText.line(kind)
    let text = String(decoding: line, as: UTF8.self)
    guard !isLeft(text) else { return }
    #expect(scan(line)?.kind == kind)
    let spaced = text.replacing(",\"", with: ", \"").replacing("\":", with: "\": ")
    #expect(scan(Array(spaced.utf8), .spaced)?.kind == kind)
  }

  @Test(arguments: [
    #" {"t":1,"e":"taskResumed","task":3}"#, #"{"t":1,"e":"taskResumed","task":3} "#,
    #"{"t":1, "e":"taskResumed","task":3}"#, #"{"e":"taskResumed","t":1,"task":3}"#,
    #"{"t":1,"e":"taskResumed","task":3,"x":1}"#, #"{"t":1,"e":"taskResumed","task":3.0}"#,
    #"{"t":1,"e":"taskResumed","task":4294967296}"#, #"{"t":1,"e":"taskResumed","task":-1}"#,
    #"{"t":9223372036854775808,"e":"taskResumed","task":3}"#, #"{"t":1,"e":"taskResumed"}"#,
    #"{"t":1,"e":"taskYawned","task":3}"#, #"{"t":1,"e":"taskResumed","task":}"#,
    #"{"t":1,"e":"taskResumed","task":3"#, #"{"t":1,"e":"taskResumed","task":3}}"#,
    #"{"t":1,"e":"markerSet","name":"a\n"}"#, #"{"t":1,"e":"markerSet","name":"a"#,
    "{\"t\":1,\"e\":\"markerSet\",\"name\":\"\t\"}", "{", "", "{\"t\":", "{\"t\":1",
  ])
  func `a line in another form is left to the general parser`(line: String) {
    #expect(scan(Array(line.utf8)) == nil)
  }

  @Test func `the words of a field are in the order of their raw values`() {
    func check<Word: EventWord>(_ type: Word.Type) {
      #expect(Word.allCases.map { Int($0.rawValue) } == Array(0..<Word.allCases.count))
    }
    check(TaskOutcome.self)
    check(OverflowPolicy.self)
    check(QueueOrder.self)
    check(DropCause.self)
    check(CloseCause.self)
    check(FlushCause.self)
    check(ExhaustionCause.self)
    check(ShutdownPhase.self)
    check(WaitKind.self)
  }

  @Test(arguments: 0..<16)
  func `both parsers agree on lines that were tampered with`(seed: UInt64) {
    var mutator = LineMutator(seed)
    for _ in 0..<80 {
      var log = Array((mutator.dice.once(in: 4) ? LogText.virtual : LogText.real).utf8)
      for _ in 0..<20 { log += mutator.line() + [0x0A] }
      expectAgreement(log)
    }
  }

  @Test(arguments: 0..<8)
  func `both parsers agree on lines shuffled, duplicated and dropped`(seed: UInt64) {
    var dice = Dice(seed)
    for _ in 0..<20 {
      var log = Array((dice.once(in: 2) ? LogText.real : LogText.virtual).utf8)
      for _ in 0..<100 {
        guard let kind = dice.pick(Samples.kinds) else { continue }
        log += LogText.line(kind, at: Int64(dice.below(3)) * 600_000_000) + [0x0A]
      }
      expectAgreement(log)
    }
  }

  @Test(arguments: 0..<8)
  func `both parsers agree on a log with any byte changed, dropped or as the last one`(part: Int) {
    let lines = FieldScannerTests.small.split(separator: 0x0A).map { $0 + [0x0A] }
    for index in lines.indices {
      // The header, the line, and the next one, of which a changed line can become part.
      let before = index == 0 ? [] : Array(lines[0])
      let log = before + lines[index...].prefix(2).joined()
      for place in stride(from: before.count + part, to: before.count + lines[index].count, by: 8) {
        for byte in [log[place] ^ 1, log[place] ^ 0x80, UInt8(ascii: "\""), 0x0A] {
          var changed = log
          changed[place] = byte
          expectAgreement(changed)
        }
        var shorter = log
        shorter.remove(at: place)
        expectAgreement(shorter)
        expectAgreement(Array(log[..<place]))
      }
    }
  }

  @Test(arguments: 1...100)
  func `both parsers agree in blocks of any size`(blockSize: Int) {
    let whole = Reading(FieldScannerTests.small)
    #expect(whole.entries.count == 9 && whole.report.isClean && whole.failures.isEmpty)
    for scans in [true, false] {
      #expect(
        Reading(FieldScannerTests.small, scans: scans, blockSize: blockSize) == whole)
    }
  }

  @Test(arguments: 0..<8)
  func `both parsers count names beyond a limit in the same way`(seed: UInt64) {
    var mutator = LineMutator(seed)
    var log = Array(LogText.real.utf8)
    for _ in 0..<300 { log += mutator.line() + [0x0A] }
    var counts: Set<Int> = []
    for limit in 0..<12 {
      let reading = Reading(log, nameLimit: limit)
      #expect(Reading(log, scans: false, nameLimit: limit) == reading)
      counts.insert(reading.report.names)
    }
    #expect(counts.count > 6)
  }

  private func expectAgreement(_ log: [UInt8]) {
    let (scanned, parsed) = (Reading(log), Reading(log, scans: false))
    guard scanned != parsed else { return }
    let step = zip(scanned.steps, parsed.steps).first { $0 != $1 }
    Issue.record(
      """
      \(String(decoding: log, as: UTF8.self))
      \(String(describing: step)), \(scanned.report), \(parsed.report)
      """)
  }

  private static let small = LogText.log(
    LogText.real, #"{"t":0,"e":"queueCreated","queue":1,"name":"jobs","capacity":null}"#,
    #"{"t":0,"e":"taskCreated","task":1,"name":"a-1","role":"r","parent":0,"file":"a.py","line":3}"#,
    #"{"t":5,"e":"taskSuspended","task":1,"why":"queueGet","queue":1,"file":"b.py","line":9}"#,
    #"{"t":7,"e":"itemEnqueued","queue":1,"task":2,"item":7,"depth":3}"#,
    #"{"t": 8, "e": "taskFinished", "task": 1, "outcome": "failed", "error": "Bad"}"#,
    #"{"t":9,"e":"workerOccupied","worker":1,"task":1,"since":6}"#,
    #"{"t":9,"e":"timeoutArmed","timeout":1,"task":1,"deadline":12}"#,
    #"{"t":9,"e":"pulse","written":5,"lost":0,"faults":0}"#,
    #"{"t":9,"e":"end","events":8,"reason":"exited"}"#)
}
