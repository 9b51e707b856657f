import Foundation
import Synchronization
import Testing
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession
import WeirTestSupport

@Suite struct SessionWriterTests {
  private let story = Samples.batch(
    [
      .queue(QueueID(1), .created(name: Label("intake"), capacity: 16, overflow: .block)),
      .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(7), depth: 3)),
      .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("6"))),
      .task(TaskID(1), .suspended(on: .queueGet(QueueID(1)), at: CallSite("M/F.swift", 5))),
    ], at: [0, 0.125, 2, 3.5], until: 4)

  @Test(arguments: [2, 3, 4])
  func `a disk that becomes full within a batch ends the log with the digest of its contents`(
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

  @Test func `the findings of a stall are in a log that ends with it, and in no other`() throws {
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

  @Test func `nothing is written before it is requested, and then all of it`() throws {
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    let header = output.text
    #expect(header.hasPrefix("{\"weir\":") && header.split(separator: "\n").count == 1)
    var folder = BatchFolder()
    try writer.write(folder.fold(story))
    #expect(output.text == header)
    try writer.flush()
    #expect(output.text.split(separator: "\n").count == 9)
  }

  @Test func `a full disk is reported in two sentences`() throws {
    let output = MemoryOutput(room: 300)
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    try writer.write(folder.fold(story))
    let error = #expect(throws: SessionError.self) { try writer.flush() }
    #expect(
      error?.description == """
        Recording to 'memory' has stopped: no space left on device. Free some space, or give a path on another disk.
        """)
  }

  @Test(arguments: [FileProblem.wasRemoved, .wasMoved, .wasChanged, .becameReadOnly])
  func `a log that gets lost is ended if it is still there`(loss: FileProblem) throws {
    let output = LostOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    try writer.write(folder.fold(story))
    output.lose(loss)
    let error = #expect(throws: SessionError.self) { try writer.flush() }
    #expect(error == .cannotWrite(path: output.path, loss))
    #expect(output.memory.text.contains(#""e":"end""#) == loss.leavesFile)
  }

  @Test func `a log that is not at its path at the end is reported`() throws {
    let output = LostOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    output.lose(.wasRemoved)
    #expect(throws: SessionError.cannotWrite(path: output.path, .wasRemoved)) {
      try writer.end(.quit)
    }
  }

  @Test func `a log that can't be created is refused`() {
    let error = #expect(throws: SessionError.self) {
      try FileOutput(path: "/nonexistent/folder/log.weir")
    }
    #expect(
      error?.description == """
        The log '/nonexistent/folder/log.weir' can't be written: there is no folder \
        '/nonexistent/folder'. Create the folder first, or give another path.
        """)
  }
}

/// An output that gets lost.
private final class LostOutput: SessionOutput {
  let memory = MemoryOutput()
  private let problem = Mutex<FileProblem?>(nil)

  var path: String { memory.path }
  var loss: FileProblem? { problem.withLock { $0 } }

  func lose(_ loss: FileProblem) { problem.withLock { $0 = loss } }

  func write(_ bytes: [UInt8]) throws(SessionError) { try memory.write(bytes) }
}

/// An output on a disk that is nearly full after some writes.
private final class ShrinkingOutput: SessionOutput {
  let memory = MemoryOutput()
  private let rooms: Atomic<Int>

  init(rooms: Int) { self.rooms = Atomic(rooms) }

  var path: String { memory.path }

  var shortage: FileProblem? {
    rooms.load(ordering: .relaxed) > 0 ? nil : .system(FileSystemError(ENOSPC))
  }

  func write(_ bytes: [UInt8]) throws(SessionError) {
    rooms.subtract(1, ordering: .relaxed)
    try memory.write(bytes)
  }
}
