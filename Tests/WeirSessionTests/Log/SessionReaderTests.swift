import Foundation
import Testing
import WeirEvents
import WeirLog
import WeirSession
import WeirTestSupport

@Suite struct SessionReaderTests {
  private func header() throws -> String {
    let output = MemoryOutput()
    _ = try SessionWriter(Samples.header, to: output)
    return output.text
  }

  @Test(arguments: EventSamples.kinds)
  func `each kind of event reads back unchanged`(kind: Event.Kind) throws {
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    try writer.write(folder.fold(Samples.batch([kind], at: [0.5], until: 0.5)))
    try writer.end(.finished)
    var reader = try SessionReader(Data(output.text.utf8), path: "some.weir")
    let entries = try reader.readAll()
    #expect(entries.first == .event(Event(Samples.instant(0.5), kind)))
    #expect(reader.report.isClean && !reader.isCut)
    #expect(entries.count == 2)
  }

  @Test func `a byte order mark before the header is skipped`() throws {
    let text = try header() + #"{"t":5,"e":"taskResumed","task":1}"# + "\n"
    var reader = try SessionReader(Data([0xEF, 0xBB, 0xBF] + text.utf8), path: "some.weir")
    #expect(reader.header == Samples.header)
    #expect(try reader.readAll().count == 1)
  }

  @Test func `the header reads back, and gives the specification again`() throws {
    let reader = try SessionReader(Data(try header().utf8), path: "some.weir")
    #expect(reader.header == Samples.header)
    let scenario = ScenarioDescription(
      name: "producer-consumer", summary: "", guideSection: "", presets: [], pitfalls: [],
      knobs: [
        Knob(name: "producers", unit: "", kind: .count(1...9, step: 1), help: ""),
        Knob(name: "capacity", unit: "", kind: .capacity(1...9, step: 1), help: ""),
        Knob(
          name: "produce-time", unit: "", kind: .time(.zero...(.seconds(9))), help: ""),
      ], lengthKnob: "items")
    #expect(try reader.header.specification(for: scenario) == Samples.specification)
  }

  @Test func `findings, checkpoints and the end read back`() throws {
    let finding = Finding(
      lint: .queueSaturated, subject: "intake", since: .zero, evidence: "Full, \"quite\".")
    let output = MemoryOutput()
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    try writer.write(
      folder.fold(
        EventBatch(events: [], now: Samples.instant(1), state: .running),
        findings: [
          .init(instant: Samples.instant(0.5), eventsBefore: 0, change: .raised(finding)),
          .init(instant: Samples.instant(0.7), eventsBefore: 0, change: .cleared(finding)),
        ]))
    try writer.end(.stalled)
    var quiet = finding
    quiet.evidence = ""
    let proof = SessionEntry.Checkpoint(
      instant: Samples.instant(1), events: 0, digest: "0000000000000000")
    var reader = try SessionReader(Data(output.text.utf8), path: "some.weir")
    #expect(
      try reader.readAll() == [
        .finding(.raised(finding), Samples.instant(0.5)),
        .finding(.cleared(quiet), Samples.instant(0.7)), .checkpoint(proof),
        .end(proof, .stalled),
      ])
  }

  @Test func `unknown kinds and keys are skipped and counted`() throws {
    let text =
      try header() + """
        {"t":1,"e":"taskResumed","task":3,"mood":"good","color":[1,{"a":2}]}
        {"t":2,"e":"taskYawned","task":3}

        {"t":3,"e":"taskResumed","task":4}

        """
    var reader = try SessionReader(Data(text.utf8), path: "some.weir")
    let entries = try reader.readAll()
    #expect(
      entries == [
        .event(Event(VirtualInstant(nanoseconds: 1), .task(TaskID(3), .resumed))),
        .event(Event(VirtualInstant(nanoseconds: 3), .task(TaskID(4), .resumed))),
      ])
    #expect(reader.report.kinds == 1 && reader.report.keys == 2)
  }

  @Test(arguments: [
    #"{"t":1,"e":"taskFinished","task":1,"outcome":"lost"}"#,
    #"{"t":1,"e":"warningRaised","lint":"odd","subject":"intake","since":0,"evidence":"Odd."}"#,
    #"{"t":1,"e":"end","events":1,"digest":"c01d","reason":"bored"}"#,
  ])
  func `a line with an unknown word is skipped and counted`(line: String) throws {
    let text = try header() + line + "\n" + #"{"t":3,"e":"taskResumed","task":4}"# + "\n"
    var reader = try SessionReader(Data(text.utf8), path: "some.weir")
    let entries = try reader.readAll()
    #expect(
      entries == [.event(Event(VirtualInstant(nanoseconds: 3), .task(TaskID(4), .resumed)))])
    #expect(reader.report.words == 1 && reader.report.kinds == 0 && reader.report.keys == 0)
  }

  @Test func `a wait of an unknown kind is a wait for that kind`() throws {
    let text = try header() + #"{"t":1,"e":"taskSuspended","task":1,"why":"moon"}"# + "\n"
    var reader = try SessionReader(Data(text.utf8), path: "some.weir")
    let wait = Event.Kind.task(TaskID(1), .suspended(on: .other(Symbol("moon")), at: .unknown))
    #expect(try reader.readAll() == [.event(Event(VirtualInstant(nanoseconds: 1), wait))])
  }

  @Test func `the example in the description of the format can be read`() throws {
    let text = #"""
      {"weir":1,"version":"0.1.0","scenario":"producer-consumer","preset":"live","pitfall":null,"seed":42,"parameters":{"producers":4},"started":"2026-11-22T09:00:00Z"}
      {"t":0,"e":"taskCreated","task":1,"name":"producer-1","role":"producer","parent":0}
      {"t":0,"e":"queueCreated","queue":1,"name":"intake","capacity":16}
      {"t":125000000,"e":"itemEnqueued","queue":1,"task":1,"item":7,"depth":3}
      {"t":900000000,"e":"parameterChanged","name":"consumers","value":6}
      {"t":1000000000,"e":"checkpoint","events":812,"digest":"9f3a…"}
      {"t":4000000000,"e":"end","events":3301,"digest":"c01d…","reason":"quit"}

      """#
    var reader = try SessionReader(Data(text.utf8), path: "some.weir")
    let entries = try reader.readAll()
    #expect(entries.count == 6)
    #expect(
      entries.contains(
        .event(
          Event(
            .zero,
            .queue(QueueID(1), .created(name: Label("intake"), capacity: 16, overflow: .block))))))
    #expect(entries.last?.instant == Samples.instant(4))
    #expect(reader.report.isClean && !reader.isCut)
  }

  @Test func `a truncated last line is the end, wherever it is cut`() throws {
    let whole = try header() + "{\"t\":1,\"e\":\"taskResumed\",\"task\":3}\n"
    let last = Array("{\"t\":2,\"e\":\"taskResumed\",\"task\":4}".utf8)
    for length in 0...last.count {
      let text = whole + String(decoding: last.prefix(length), as: UTF8.self)
      var reader = try SessionReader(Data(text.utf8), path: "some.weir")
      #expect(try reader.readAll().count == 1)
      #expect(reader.isCut == (length > 0))
    }
  }

  @Test(arguments: [
    ("{\"t\":1,\"e\":\"taskResumed\"}", "it has no 'task'"),
    ("{\"t\":1,\"e\":\"taskResumed\",\"task\":-1}", "its 'task' is not a valid number"),
    ("{\"t\":1,\"e\":\"taskResumed\",\"task\":\"3\"}", "its 'task' is not a valid number"),
    ("{\"t\":-1,\"e\":\"taskResumed\",\"task\":3}", "its 't' is negative"),
    ("{\"t\":1}", "it has no 'e'"), ("[1]", "it is not an object"),
    ("{\"t\":1,", "it is not valid JSON from byte 8 on"),
    (
      "{\"t\":9,\"e\":\"taskResumed\",\"task\":3}\n{\"t\":8,\"e\":\"taskResumed\",\"task\":3}",
      "it is earlier than the previous line"
    ),
  ])
  func `a complete invalid line is refused with its number`(line: String, problem: String) throws {
    var reader = try SessionReader(Data((try header() + line + "\n").utf8), path: "some.weir")
    let error = #expect(throws: SessionError.self) { try reader.readAll() }
    let number = line.contains("\n") ? 3 : 2
    #expect(error == .notUnderstood(path: "some.weir", .badLine(number, problem: problem)))
  }

  @Test(arguments: ["", "\n", "hello\n", "{\"seed\":1}\n", "{\"weir\":\"1\"}\n", "{\"weir\":1}"])
  func `a text without a header is not a log`(text: String) {
    #expect(throws: SessionError.notUnderstood(path: "some.weir", .notALog)) {
      _ = try SessionReader(Data(text.utf8), path: "some.weir")
    }
  }

  @Test func `another version of the format is refused by its number`() {
    let error = #expect(throws: SessionError.self) {
      _ = try SessionReader(Data("{\"weir\":7}\n".utf8), path: "some.weir")
    }
    #expect(
      error?.description == """
        The log 'some.weir' has version 7 of the format, but this weir reads versions 1 and 2. \
        Use the weir that recorded it, or a newer one.
        """)
  }

  @Test func `a missing file is reported in two sentences`() {
    let error = #expect(throws: SessionError.self) {
      _ = try SessionReader(path: "/nonexistent/log.weir")
    }
    #expect(
      error?.description == """
        The log '/nonexistent/log.weir' can't be read: no such file or directory. Check the path.
        """)
  }

  @Test func `a log can be read from a pipe`() throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "weir-\(UUID().uuidString)"
    ).path
    defer { unlink(path) }
    #expect(mkfifo(path, 0o600) == 0)
    let log = Data(try header().utf8) + Data(#"{"t":5,"e":"taskResumed","task":1}"#.utf8) + [0x0A]
    let writer = Thread {
      let end = open(path, O_WRONLY)
      _ = log.withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
      close(end)
    }
    writer.start()
    var reader = try SessionReader(path: path)
    #expect(reader.header == Samples.header)
    var events: [Event] = []
    #expect(try reader.readEvents(into: &events, limit: 9) == .end)
    #expect(events == [Event(VirtualInstant(nanoseconds: 5), .task(TaskID(1), .resumed))])
    #expect(reader.now == events.first?.instant)
  }
}
