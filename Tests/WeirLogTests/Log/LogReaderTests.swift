import Testing
import WeirEvents

@testable import WeirLog

@Suite struct LogReaderTests {
  private static let resumed = Event.Kind.task(TaskID(1), .resumed)

  private func line(_ instant: Int64) -> String {
    #"{"t":\#(instant),"e":"taskResumed","task":1}"#
  }

  private func event(_ instant: Int64) -> Event {
    Event(VirtualInstant(nanoseconds: instant), LogReaderTests.resumed)
  }

  @Test(arguments: [true, false])
  func `a line with a real clock up to a second early gets the instant of the previous line`(
    scans: Bool
  ) {
    let second: Int64 = 1_000_000_000
    let log = LogText.log(
      LogText.real, line(5 * second), line(4 * second), line(4 * second - 1), line(6 * second))
    let reading = Reading(log, scans: scans)
    #expect(reading.events == [event(5 * second), event(5 * second), event(6 * second)])
    #expect(
      reading.failures == [.badLine(4, problem: "it is earlier than the previous line")])
    #expect(reading.report.lateLines == 1)
  }

  @Test(arguments: [LogText.virtual, LogText.virtual.replacing(#""weir":2"#, with: #""weir":1"#)])
  func `a line with a virtual clock must not be early`(header: String) {
    let reading = Reading(LogText.log(header, line(5), line(4)))
    #expect(
      reading.failures == [.badLine(3, problem: "it is earlier than the previous line")])
  }

  @Test func `early derived lines are corrected like events`() {
    let proof = #","events":1,"digest":"00"}"#
    let lint = Lint.queueSaturated.rawValue
    let log = LogText.log(
      LogText.real, line(9), #"{"t":3,"e":"checkpoint"\#(proof)"#,
      #"{"t":4,"e":"warningCleared","lint":"\#(lint)","subject":"q","since":0}"#,
      #"{"t":5,"e":"end","events":1,"reason":"exited"}"#)
    let reading = Reading(log)
    #expect(reading.entries.map(\.instant.nanoseconds) == [9, 9, 9, 9])
    #expect(reading.report.lateLines == 3 && reading.failures.isEmpty)
  }

  @Test(arguments: [true, false])
  func `a late event keeps its own instant, while time is that of the line`(scans: Bool) throws {
    let log = LogText.log(
      LogText.real, line(9), #"{"t":10,"e":"taskResumed","task":1,"since":4}"#,
      #"{"t":11,"e":"taskResumed","task":1,"since":40}"#,
      #"{"t":8,"e":"taskResumed","task":1,"since":10}"#, line(12))
    var reader = try LogReader(ByteSource(log), blockSize: 1000, scans: scans)
    var found: [[Int64]] = []
    while let entry = try reader.next() {
      found.append([entry.instant.nanoseconds, reader.now.nanoseconds])
    }
    #expect(found == [[9, 9], [4, 10], [11, 11], [10, 11], [12, 12]])
    #expect(reader.report.lateLines == 1 && reader.report.keys == 0)
  }

  @Test func `the since of a snapshot does not make it late`() {
    let line = #"{"t":9,"e":"snapshotBegan","lost":2,"since":4}"#
    let began = SourceEvent.snapshotBegan(lost: 2, since: VirtualInstant(nanoseconds: 4))
    #expect(
      Reading(LogText.log(LogText.real, line)).events
        == [Event(VirtualInstant(nanoseconds: 9), .source(began))])
  }

  @Test func `numbers need not ascend, and 0 means unknown`() {
    let reading = Reading(
      LogText.log(
        LogText.real, #"{"t":1,"e":"itemDone","queue":9,"task":7,"unfinished":0}"#,
        #"{"t":1,"e":"itemDone","queue":2,"task":3,"item":0,"unfinished":0}"#,
        #"{"t":1,"e":"resourceAcquired","pool":1,"task":2,"resource":0}"#))
    let instant = VirtualInstant(nanoseconds: 1)
    #expect(
      reading.events == [
        Event(instant, .queue(QueueID(9), .done(by: TaskID(7), item: .unknown, unfinished: 0))),
        Event(instant, .queue(QueueID(2), .done(by: TaskID(3), item: .unknown, unfinished: 0))),
        Event(instant, .pool(PoolID(1), .acquired(by: TaskID(2), resource: .unknown))),
      ])
  }

  @Test func `tasks of a list beyond the limit are counted, and an invalid task is an error`() {
    func line(_ tasks: String) -> String {
      #"{"t":1,"e":"taskSuspended","task":1,"why":"children","tasks":[\#(tasks)]}"#
    }
    let many = (1...70).map(String.init).joined(separator: ",")
    let reading = Reading(
      LogText.log(LogText.real, line(many), line("1,\"x\""), line("4294967296")))
    let tasks = AwaitedTasks((1...64).map { TaskID($0) })
    #expect(
      reading.events.map(\.kind) == [
        .task(TaskID(1), .suspended(on: .children(tasks), at: .unknown))
      ])
    #expect(reading.report.tasks == 6)
    let problem = "its 'tasks' is not a list of numbers"
    #expect(reading.failures == [.badLine(3, problem: problem), .badLine(4, problem: problem)])
  }

  @Test(arguments: [true, false])
  func `a clock that was moved moves all instants that follow`(scans: Bool) throws {
    let text = LogText.log(
      LogText.real, line(10),
      #"{"t":30,"e":"taskSuspended","task":1,"why":"sleep","until":50}"#, line(40))
    var reader = try LogReader(
      ByteSource(text), blockSize: LogLines.blockSize, scans: scans)
    _ = try reader.next()
    reader.move(lastLineTo: VirtualInstant(nanoseconds: 1010))
    let now = reader.now
    #expect(now.nanoseconds == 1010)
    let wait = Wait.sleep(until: VirtualInstant(nanoseconds: 1050))
    let suspended = Event.Kind.task(TaskID(1), .suspended(on: wait, at: .unknown))
    let entries = [try reader.next(), try reader.next()]
    #expect(
      entries == [
        .event(Event(VirtualInstant(nanoseconds: 1030), suspended)), .event(event(1040)),
      ])
  }

  @Test func `it is known whether the next line has arrived`() throws {
    var reader = try LogReader(ByteSource(LogText.log(LogText.real, line(1), line(2))))
    var known = [reader.hasLine]
    while try reader.next() != nil { known.append(reader.hasLine) }
    #expect(known == [true, true, false])
  }

  @Test func `a header that is too long is refused`() {
    let long = LogText.virtual.replacing(
      "now", with: String(repeating: "x", count: LogLines.lengthLimit))
    #expect(Reading(LogText.log(long, line(1))).failures == [.notALog])
  }

  @Test func `a line that is too long is skipped and counted, and the next one has its number`() {
    let name = String(repeating: "x", count: LogLines.lengthLimit)
    let reading = Reading(
      LogText.log(LogText.virtual, #"{"t":1,"e":"markerSet","name":"\#(name)"}"#, line(2), "?"))
    #expect(reading.events == [event(2)])
    #expect(reading.report.longLines == 1)
    #expect(reading.failures == [.badLine(4, problem: "it is not valid JSON from byte 1 on")])
  }

  @Test(arguments: [1, 2, 3, 100])
  func `batches give the same events as one entry at a time`(limit: Int) throws {
    let proof = #","events":1,"digest":"00"}"#
    let log = LogText.log(
      LogText.virtual, line(1), line(2), line(3), #"{"t":3,"e":"checkpoint"\#(proof)"#,
      line(4), "{\"t\" : 5, \"e\" : \"taskResumed\", \"task\" : 1}", line(6))
    var reader = try LogReader(ByteSource(log))
    var events: [Event] = []
    var entries: [SessionEntry] = []
    reading: while true {
      let before = events.count
      switch try reader.readEvents(into: &events, limit: limit) {
      case .limit: #expect(events.count == before + limit)
      case .entry(let entry): entries.append(entry)
      case .end: break reading
      }
    }
    let reading = Reading(log)
    #expect(events == reading.events)
    #expect(entries.count == 1 && reading.entries[3] == entries[0])
  }

  @Test func `a batch has the events before an invalid line`() throws {
    var reader = try LogReader(ByteSource(LogText.log(LogText.virtual, line(1), "[]", line(2))))
    var events: [Event] = []
    let error = #expect(throws: LogError.self) {
      _ = try reader.readEvents(into: &events, limit: 9)
    }
    #expect(error == .badLine(3, problem: "it is not an object"))
    #expect(events == [event(1)])
  }
}
