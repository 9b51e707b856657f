import Foundation
import Synchronization
import Testing
import WeirEvents
import WeirFiles
import WeirLog

@Suite struct SessionWriterTests {
  private static let headerLine = """
    {"weir":1,"version":"0.1.0","scenario":"producer-consumer","preset":"live","pitfall":null,"seed":42,\
    "parameters":{"producers":4,"capacity":"unlimited","produce-time":"exponential:1s"},\
    "started":"2026-11-22T09:00:00Z"}
    """

  private func log(
    _ batches: [EventBatch], findings: [TimedFindingChange] = [], level: RecordLevel = .all
  ) throws -> [String] {
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, level: level, to: output)
    var folder = BatchFolder()
    for (index, batch) in batches.enumerated() {
      try writer.write(
        folder.fold(batch, findings: index == batches.count - 1 ? findings : []))
    }
    try writer.end(.quit)
    return output.text.split(separator: "\n").map(String.init)
  }

  private let story = Samples.batch(
    [
      .queue(QueueID(1), .created(name: Label("intake"), capacity: 16, overflow: .block)),
      .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(7), depth: 3)),
      .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("6"))),
      .task(TaskID(1), .suspended(on: .queueGet(QueueID(1)), at: CallSite("M/F.swift", 5))),
    ], at: [0, 0.125, 2, 3.5], until: 4)

  @Test func `a log is the header, the events, a checkpoint a second, and the end`() throws {
    let proofs = (0...4).map { count in
      var digest = TraceDigest()
      digest.fold(Array(story.events.prefix(count)))
      return "\"events\":\(count),\"digest\":\"\(digest.hexadecimal)\""
    }
    #expect(
      try log([story]) == [
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

  @Test func `what is not there is left out`() throws {
    let batch = Samples.batch(
      [
        .task(TaskID(1), .suspended(on: .join(QueueID(1)), at: .unknown)),
        .task(TaskID(1), .finished(.completed, error: .empty)),
      ], at: [0, 0], until: 0)
    #expect(
      try log([batch])[1...2] == [
        #"{"t":0,"e":"taskSuspended","task":1,"why":"join","queue":1}"#,
        #"{"t":0,"e":"taskFinished","task":1,"outcome":"completed"}"#,
      ])
  }

  @Test func `the level inputs leaves out all that a person did not do`() throws {
    let whole = try log([story])
    let short = try log([story], level: .inputs)
    let kept = ["parameterChanged", "checkpoint", "end", "weir"]
    #expect(short == whole.filter { line in kept.contains { line.contains("\"\($0)\"") } })
    #expect(short.count == 7)
  }

  @Test func `findings stand where they came up`() throws {
    let finding = Finding(
      lint: .deadlock, subject: "main", since: Samples.instant(0.125), evidence: "So it is.")
    let lines = try log(
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
  func `however events come in batches, the bytes are the same`(cuts: Int) throws {
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
    #expect(try log(batches) == log([story]))
  }

  @Test func `idle seconds have their checkpoints`() throws {
    let lines = try log([EventBatch(events: [], now: Samples.instant(3600), state: .running)])
    #expect(lines.count { $0.contains("checkpoint") } == 3600)
  }

  @Test func `a checkpoint of an idle second stands before a finding of that second`() throws {
    let finding = Finding(lint: .deadlock, subject: "main", since: .zero, evidence: "So it is.")
    let lines = try log(
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

  @Test(arguments: [2, 3, 4])
  func `a disk that gets full in a batch ends the log with the digest of what is in it`(
    rooms: Int
  ) throws {
    let output = ShrinkingOutput(rooms: rooms)
    var writer = try SessionWriter(Samples.header, to: output)
    let events = (0..<4000).map {
      Event(VirtualInstant(nanoseconds: Int64($0) * 1_000_000), .task(TaskID(1), .resumed))
    }
    var folder = BatchFolder()
    let batch = folder.fold(EventBatch(events: events, now: Samples.instant(4), state: .running))
    let error = #expect(throws: SessionError.self) {
      try writer.write(batch)
      try writer.flush()
    }
    #expect(error != nil)
    let lines = output.memory.text.split(separator: "\n")
    let count = lines.count { $0.contains("taskResumed") }
    var digest = TraceDigest()
    digest.fold(Array(events.prefix(count)))
    let proof = "\"events\":\(count),\"digest\":\"\(digest.hexadecimal)\",\"reason\":\"full\"}"
    #expect(lines.last?.hasSuffix(proof) == true)
    #expect((count < 4000) == (rooms < 4))
  }

  @Test func `the findings of a standstill are in a log that ends with it, and in no other`() throws
  {
    let finding = Finding(lint: .deadlock, subject: "main", since: .zero, evidence: "So it is.")
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    var batch = folder.fold(story)
    batch.changesAtEnd = [
      .init(instant: story.now, eventsBefore: 4, change: .raised(finding))
    ]
    try writer.write(batch)
    var other = writer
    try writer.end(.stalled)
    let lines = output.text.split(separator: "\n")
    #expect(lines.suffix(2).first?.contains("warningRaised") == true)
    try other.write(folder.fold(EventBatch(events: [], now: story.now, state: .running)))
    try other.end(.quit)
    #expect(output.text.split(separator: "\n").count { $0.contains("warningRaised") } == 1)
  }

  @Test func `nothing is handed on before it is asked for, and all of it then`() throws {
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    #expect(output.text == Self.headerLine + "\n")
    var folder = BatchFolder()
    try writer.write(folder.fold(story))
    #expect(output.text == Self.headerLine + "\n")
    try writer.flush()
    #expect(output.text.split(separator: "\n").count == 9)
  }

  @Test func `a full disk is said in two sentences`() throws {
    let output = MemoryOutput(room: 300)
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    try writer.write(folder.fold(story))
    let error = #expect(throws: SessionError.self) { try writer.flush() }
    #expect(
      error?.description == """
        Recording to 'memory.weir' has stopped: no space left on device. Make room, or give a path on another disk.
        """)
  }

  @Test func `a log that can't be made is refused`() {
    let error = #expect(throws: SessionError.self) {
      try FileOutput(path: "/nonexistent/folder/log.weir")
    }
    #expect(
      error?.description == """
        The log '/nonexistent/folder/log.weir' can't be written: there is no folder \
        '/nonexistent/folder'. Make the folder first, or give another path.
        """)
  }
}

/// A disk that is nearly full after some pieces.
private final class ShrinkingOutput: SessionOutput {
  let memory = MemoryOutput()
  private let rooms: Atomic<Int>

  init(rooms: Int) { self.rooms = Atomic(rooms) }

  var path: String { memory.path }

  var shortage: FileProblem? {
    rooms.load(ordering: .relaxed) > 0 ? nil : .system(FileTrouble(ENOSPC))
  }

  func write(_ bytes: [UInt8]) throws(SessionError) {
    rooms.subtract(1, ordering: .relaxed)
    try memory.write(bytes)
  }
}
