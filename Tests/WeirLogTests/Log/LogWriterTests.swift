import Testing
import WeirEvents
import WeirLog

@Suite struct LogWriterTests {
  private static let headerLine = """
    {"weir":2,"version":"0.1.0","scenario":"producer-consumer","preset":"live","pitfall":null,"seed":42,\
    "parameters":{"producers":4,"capacity":"unlimited","produce-time":"exponential:1s"},\
    "started":"2026-11-22T09:00:00Z"}
    """

  private func log(
    _ batches: [EventBatch], findings: [TimedFindingChange] = [], level: RecordLevel = .all
  ) -> [String] {
    var writer = LogWriter(Samples.header, level: level)
    for (index, batch) in batches.enumerated() {
      writer.write(batch, findings: index == batches.count - 1 ? findings : [])
    }
    writer.end(.quit)
    return lines(writer.takeBytes())
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private let story = Samples.batch(
    [
      .queue(QueueID(1), .created(name: Label("intake"), capacity: 16, overflow: .block)),
      .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(7), depth: 3)),
      .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("6"))),
      .task(TaskID(1), .suspended(on: .queueGet(QueueID(1)), at: CallSite("M/F.swift", 5))),
    ], at: [0, 0.125, 2, 3.5], until: 4)

  @Test func `a log consists of the header, the events, a checkpoint per second, and the end`()
    throws
  {
    let proofs = (0...4).map { count in
      var digest = TraceDigest()
      digest.fold(Array(story.events.prefix(count)))
      return "\"events\":\(count),\"digest\":\"\(digest.hexadecimal)\""
    }
    #expect(
      log([story]) == [
        Self.headerLine,
        #"{"t":0,"e":"queueCreated","queue":1,"name":"intake","capacity":16,"overflow":"block"}"#,
        #"{"t":125000000,"e":"itemEnqueued","queue":1,"task":1,"item":7,"depth":3}"#,
        #"{"t":1000000000,"e":"checkpoint",\#(proofs[2])}"#,
        #"{"t":2000000000,"e":"checkpoint",\#(proofs[2])}"#,
        #"{"t":2000000000,"e":"parameterChanged","name":"consumers","value":6}"#,
        #"{"t":3000000000,"e":"checkpoint",\#(proofs[3])}"#,
        #"{"t":3500000000,"e":"taskSuspended","task":1,"why":"queueGet","queue":1,"file":"M/F.swift","line":5}"#,
        #"{"t":4000000000,"e":"checkpoint",\#(proofs[4])}"#,
        #"{"t":4000000000,"e":"end",\#(proofs[4]),"reason":"quit"}"#,
      ])
  }

  @Test func `absent values are omitted`() throws {
    let batch = Samples.batch(
      [
        .task(TaskID(1), .suspended(on: .join(QueueID(1)), at: .unknown)),
        .task(TaskID(1), .finished(.completed, error: .empty)),
      ], at: [0, 0], until: 0)
    #expect(
      log([batch])[1...2] == [
        #"{"t":0,"e":"taskSuspended","task":1,"why":"join","queue":1}"#,
        #"{"t":0,"e":"taskFinished","task":1,"outcome":"completed"}"#,
      ])
  }

  @Test func `the level inputs leaves out everything except the user's inputs`() throws {
    let whole = log([story])
    let short = log([story], level: .inputs)
    let kept = ["parameterChanged", "checkpoint", "end", "weir"]
    #expect(short == whole.filter { line in kept.contains { line.contains("\"\($0)\"") } })
    #expect(short.count == 7)
  }

  @Test func `findings are written where they were raised`() throws {
    let finding = Finding(
      lint: .deadlock, subject: "main", since: Samples.instant(0.125), evidence: "So it is.")
    let lines = log(
      [story],
      findings: [
        .init(instant: Samples.instant(1.5), eventsBefore: 2, change: .raised(finding)),
        .init(instant: Samples.instant(3.5), eventsBefore: 4, change: .cleared(finding)),
      ])
    #expect(lines[3].contains(#""t":1000000000,"e":"checkpoint""#))
    #expect(
      lines[4]
        == #"{"t":1500000000,"e":"warningRaised","lint":"deadlock","subject":"main","since":125000000,"evidence":"So it is."}"#
    )
    #expect(lines[8].contains("taskSuspended"))
    #expect(
      lines[9]
        == #"{"t":3500000000,"e":"warningCleared","lint":"deadlock","subject":"main","since":125000000}"#
    )
  }

  @Test(arguments: 0..<16)
  func `the bytes do not depend on how events are split into batches`(cuts: Int) throws {
    var batches: [EventBatch] = []
    for (index, event) in story.events.enumerated() {
      let isCut = cuts & (1 << index) != 0
      if batches.isEmpty || isCut {
        batches.append(EventBatch(events: [event], now: event.instant, state: .running))
      } else {
        batches[batches.count - 1].events.append(event)
        batches[batches.count - 1].now = event.instant
      }
    }
    batches.append(EventBatch(events: [], now: Samples.instant(3.9), state: .running))
    batches.append(EventBatch(events: [], now: story.now, state: .finished))
    #expect(log(batches) == log([story]))
  }

  @Test func `complete lines are passed on when there are many, and all of them in the end`() {
    let batch = EventBatch(events: [], now: Samples.instant(3600), state: .running)
    var writer = LogWriter(Samples.header)
    var parts: [[UInt8]] = []
    writer.write(batch) { parts.append($0) }
    #expect(parts.count > 1)
    for part in parts { #expect(part.count >= 1 << 16 && part.last == UInt8(ascii: "\n")) }
    writer.end(.quit)
    #expect(lines(parts.joined() + writer.takeBytes()) == log([batch]))
    #expect(writer.takeBytes().isEmpty)
  }

  @Test(arguments: [1, 2, 3])
  func `an error in passing lines on ends the writing, and the log ends with what it contains`(
    parts: Int
  ) {
    struct Full: Error {}
    let events = (0..<5000).map {
      Event(VirtualInstant(nanoseconds: Int64($0) * 1_000_000), .task(TaskID(1), .resumed))
    }
    var writer = LogWriter(Samples.header)
    var taken: [[UInt8]] = []
    #expect(throws: Full.self) {
      try writer.write(EventBatch(events: events, now: Samples.instant(5), state: .running)) {
        bytes in
        taken.append(bytes)
        if taken.count == parts { throw Full() }
      }
    }
    writer.end(.full)
    let written = lines(taken.joined() + writer.takeBytes())
    let count = written.count { $0.contains("taskResumed") }
    #expect(count > 0 && count < events.count)
    var digest = TraceDigest()
    digest.fold(Array(events.prefix(count)))
    let proof = "\"events\":\(count),\"digest\":\"\(digest.hexadecimal)\",\"reason\":\"full\"}"
    #expect(written.last?.hasSuffix(proof) == true)
  }

  @Test func `a checkpoint of an idle second precedes a finding of that second`() {
    let finding = Finding(lint: .deadlock, subject: "main", since: .zero, evidence: "So it is.")
    let lines = log(
      [EventBatch(events: [], now: Samples.instant(4), state: .running)],
      findings: [
        .init(instant: Samples.instant(1.5), eventsBefore: 0, change: .raised(finding)),
        .init(instant: Samples.instant(3), eventsBefore: 0, change: .cleared(finding)),
      ])
    let instants = lines.dropFirst().map { $0.dropFirst(5).prefix { $0 != "," } }
    #expect(
      instants == [1_000, 1_500, 2_000, 3_000, 3_000, 4_000, 4_000].map { "\($0)000000" })
    #expect(lines[4].contains("checkpoint") && lines[5].contains("warningCleared"))
  }

  @Test func `idle seconds have their checkpoints`() throws {
    let lines = log([EventBatch(events: [], now: Samples.instant(3600), state: .running)])
    #expect(lines.count { $0.contains("checkpoint") } == 3600)
  }

  private func lines(of events: [Event], in header: LogHeader) -> [String] {
    var writer = LogWriter(header)
    for event in events { writer.write(event) }
    writer.end(.exited)
    return Array(lines(writer.takeBytes()).dropFirst())
  }

  @Test func `an event earlier than the previous line has its own instant`() {
    let kinds: [Event.Kind] = [
      .task(TaskID(1), .resumed), .worker(WorkerID(1), .occupied(by: TaskID(1))),
      .source(.snapshotBegan(lost: 3, since: VirtualInstant(nanoseconds: 2))),
      .task(TaskID(2), .resumed), .task(TaskID(3), .resumed),
    ]
    let events = zip(kinds, [5, 2, 4, -7, 5]).map {
      Event(VirtualInstant(nanoseconds: $1), $0)
    }
    let header = LogHeader(watching: "pool", source: "swift", version: "1", started: "now")
    #expect(
      lines(of: events, in: header) == [
        #"{"t":5,"e":"taskResumed","task":1}"#,
        #"{"t":5,"e":"workerOccupied","worker":1,"task":1,"since":2}"#,
        #"{"t":5,"e":"snapshotBegan","lost":3,"since":2}"#,
        #"{"t":5,"e":"taskResumed","task":2,"since":0}"#,
        #"{"t":5,"e":"taskResumed","task":3}"#,
        #"{"t":5,"e":"end","events":5,"reason":"exited"}"#,
      ])
  }

  @Test func `a real clock has neither checkpoints nor digests`() {
    let event = Event(Samples.instant(10), .task(TaskID(1), .resumed))
    let header = LogHeader(watching: "pool", source: "swift", version: "1", started: "now")
    #expect(
      lines(of: [event], in: header) == [
        #"{"t":10000000000,"e":"taskResumed","task":1}"#,
        #"{"t":10000000000,"e":"end","events":1,"reason":"exited"}"#,
      ])
  }

  @Test func `instants at the end of time are written, and writing ends`() {
    var header = LogHeader(watching: "pool", source: "swift", version: "1", started: "now")
    let last = Event(.endOfTime, .task(TaskID(1), .resumed))
    #expect(lines(of: [last, last], in: header).count == 3)
    header.clock = .virtual
    var writer = LogWriter(header)
    struct Enough: Error {}
    #expect(throws: Enough.self) {
      try writer.write(EventBatch(events: [last], now: .endOfTime, state: .running)) { _ in
        throw Enough()
      }
    }
  }
}
