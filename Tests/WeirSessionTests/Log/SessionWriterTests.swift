import Testing
import WeirEvents
import WeirLog
import WeirSession

@Suite struct SessionWriterTests {
  private let story = Samples.batch(
    [
      .queue(QueueID(1), .created(name: Label("intake"), capacity: 16, overflow: .block)),
      .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(7), depth: 3)),
      .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("6"))),
      .task(TaskID(1), .suspended(on: .queueGet(QueueID(1)), at: CallSite("M/F.swift", 5))),
    ], at: [0, 0.125, 2, 3.5], until: 4)

  @Test func `nothing is handed on before it is asked for, and all of it then`() throws {
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    let header = output.text
    #expect(header.hasPrefix("{\"weir\":") && header.split(separator: "\n").count == 1)
    try writer.write(story)
    #expect(output.text == header)
    try writer.flush()
    #expect(output.text.split(separator: "\n").count == 9)
  }

  @Test func `a full disk is said in two sentences`() throws {
    let output = MemoryOutput(room: 300)
    var writer = try SessionWriter(Samples.header, to: output)
    try writer.write(story)
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
