import Testing
import WeirTestSupport
import WeirEvents

@Suite struct TraceDigestTests {
  private func digest(_ events: [Event]) -> TraceDigest {
    var digest = TraceDigest()
    digest.fold(events)
    return digest
  }

  @Test func `the digest of no events is zero`() {
    #expect(TraceDigest().hexadecimal == "0000000000000000")
  }

  /// The words of one event, assembled as the documentation says.
  @Test func `the digest can be computed from its description`() {
    let event = Event(
      instant("1s"),
      .task(TaskID(7), .created(name: Label("producer-3"), role: Symbol(""), parent: TaskID(1))))
    let words: [UInt64] = [
      1_000_000_000, 1, 7, fnv("producer"), 3, 0xCBF2_9CE4_8422_2325, 1,
    ]
    var state: UInt64 = 0
    for word in words {
      state = ((state << 5 | state >> 59) ^ word) &* 0x9E37_79B9_7F4A_7C15
    }
    state = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    state = (state ^ (state >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    state = state ^ (state >> 33)
    #expect(digest([event]).value == state)
  }

  private func fnv(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test(arguments: UInt64(1)...20)
  func `the digest does not depend on batches, but on every event and its instant`(seed: UInt64) {
    let events = TraceMaker.make(seed: seed, steps: 300).events
    var dice = Dice(seed)
    var parts = TraceDigest()
    let cut = dice.below(events.count)
    parts.fold(Array(events[..<cut]))
    parts.fold(Array(events[cut...]))
    let whole = digest(events)
    #expect(parts.value == whole.value && parts.eventCount == events.count)

    var late = events
    late[cut].instant = late[cut].instant.advanced(by: .nanoseconds(1))
    var swapped = events
    if cut > 0 { swapped.swapAt(cut - 1, cut) }
    #expect(digest(late).value != whole.value)
    #expect(digest(Array(events.dropLast())).value != whole.value)
    #expect(swapped == events || digest(swapped).value != whole.value)
  }

  @Test func `the place in the source where a task waits is not in the digest`() {
    let wait = Wait.queueGet(QueueID(1))
    let here = Event(.zero, .task(TaskID(1), .suspended(on: wait, at: CallSite("A.swift", 1))))
    let there = Event(.zero, .task(TaskID(1), .suspended(on: wait, at: CallSite("B.swift", 2))))
    #expect(digest([here]).value == digest([there]).value)
  }

  /// Guards against changes: logs in this version of the format keep their digests.
  @Test func `the digest of a known trace never changes`() {
    var script = Script()
    script.queue(QueueID(1), "intake", capacity: 4)
    script.start(TaskID(1), "main")
    script.at("1.5s")
    script.add(
      .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(1), depth: 1)),
      .queue(QueueID(1), .dequeued(by: TaskID(1), item: ItemID(1), depth: 0)),
      .queue(QueueID(1), .done(by: TaskID(1), item: .unknown, unfinished: 0)),
      .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("6"))))
    script.wait(TaskID(1), on: .sleep(until: instant("2s")))
    #expect(digest(script.events).hexadecimal == "11d6d66870447c7c")
  }
}
