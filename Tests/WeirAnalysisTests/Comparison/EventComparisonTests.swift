import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct EventComparisonTests {
  private let trace = TraceMaker.make(seed: 3, steps: 600)

  private func marker(_ name: String, at instant: VirtualInstant) -> Event {
    Event(instant, .input(.markerSet(name: Symbol(name))))
  }

  /// Compares two lists of events, read in pieces of these sizes by turns.
  private func compare(
    _ a: [Event], _ b: [Event], pieces: (Int, Int) = (7, 3),
    ends: (EventComparison.End, EventComparison.End) = (.whole, .whole),
    until now: (VirtualInstant, VirtualInstant)? = nil, comparesInstants: Bool = true
  ) -> EventComparison {
    var comparison = EventComparison(comparesInstants: comparesInstants)
    let now = now ?? (trace.now, trace.now)
    var (rests, hasEnded) = ((a[...], b[...]), (false, false))
    while !hasEnded.0 || !hasEnded.1 {
      let first = rests.0.prefix(pieces.0)
      rests.0 = rests.0.dropFirst(pieces.0)
      comparison.take(
        first, until: rests.0.isEmpty ? now.0 : first.last?.instant ?? .zero, of: .a)
      if rests.0.isEmpty, !hasEnded.0 {
        comparison.end(.a, ends.0)
        hasEnded.0 = true
      }
      let second = rests.1.prefix(pieces.1)
      rests.1 = rests.1.dropFirst(pieces.1)
      comparison.take(
        second, until: rests.1.isEmpty ? now.1 : second.last?.instant ?? .zero, of: .b)
      if rests.1.isEmpty, !hasEnded.1 {
        comparison.end(.b, ends.1)
        hasEnded.1 = true
      }
    }
    return comparison
  }

  @Test(arguments: [(1, 1), (7, 3), (1, 500), (500, 1), (4096, 4096)])
  func `equal events have no difference, however they are read`(pieces: (Int, Int)) {
    let comparison = compare(trace.events, trace.events, pieces: pieces)
    #expect(comparison.difference == nil && comparison.comparedCount == trace.events.count)
  }

  @Test(arguments: [EventComparison.End.over, .whole, .cut], [true, false])
  func `what follows the end of the other run is not kept`(
    end: EventComparison.End, comparesInstants: Bool
  ) {
    var comparison = EventComparison(comparesInstants: comparesInstants)
    comparison.end(.a, end)
    let later = trace.events.map { Event($0.instant.advanced(by: .seconds(1)), $0.kind) }
    for event in later { comparison.take([event], until: event.instant, of: .b) }
    #expect(comparison.keptCount <= 1)
    #expect((comparison.difference == nil) == (end != .over))
  }

  @Test(arguments: [0, 1, 17, 300], [(1, 1), (7, 3), (1, 500), (500, 1)])
  func `the first changed, added or missing event is found`(number: Int, pieces: (Int, Int)) throws
  {
    let place = min(number, trace.events.count - 1)
    let event = trace.events[place]
    let extra = marker("here", at: event.instant)
    var (changed, longer, shorter) = (trace.events, trace.events, trace.events)
    changed[place] = extra
    longer.insert(extra, at: place)
    shorter.remove(at: place)
    for other in [changed, longer] {
      let difference = try #require(compare(trace.events, other, pieces: pieces).difference)
      #expect(difference.number == place + 1)
      #expect(difference.a == event && difference.b == extra)
      #expect(difference.instant == event.instant)
      #expect(difference.before.eventCount == place)
    }
    let difference = try #require(compare(trace.events, shorter, pieces: pieces).difference)
    #expect(difference.number == place + 1 && difference.a == event)
  }

  @Test func `a run that is over differs from one that continues`() throws {
    let half = Array(trace.events.prefix(trace.events.count / 2))
    let last = try #require(half.last?.instant)
    let over = compare(half, trace.events, ends: (.over, .whole), until: (last, trace.now))
    #expect(over.difference?.number == half.count + 1)
    #expect(over.difference?.a == nil && over.difference?.b == trace.events[half.count])
  }

  @Test func `a run of which no more is known does not differ from one that continues`() throws {
    let end = trace.events[trace.events.count / 2].instant
    let whole = trace.events.filter { $0.instant <= end }
    let cut = whole.dropLast()
    #expect(compare(whole, trace.events, until: (end, trace.now)).difference == nil)
    #expect(
      compare(Array(cut), trace.events, ends: (.cut, .whole), until: (end, trace.now)).difference
        == nil)
    // Everything up to its last instant is said to be known, and an event is missing there.
    let difference = compare(Array(cut), trace.events, until: (end, trace.now)).difference
    #expect(difference?.number == whole.count && difference?.a == nil)
  }

  @Test func `an event that comes instead, much later, is named as well`() throws {
    let start = VirtualInstant(nanoseconds: 1)
    let many = (1...5000).map { marker("b-\($0)", at: VirtualInstant(nanoseconds: Int64($0))) }
    let late = marker("late", at: VirtualInstant(nanoseconds: 1_000_000))
    var comparison = EventComparison()
    comparison.take([], until: VirtualInstant(nanoseconds: 900_000), of: .a)
    for event in many { comparison.take([event], until: event.instant, of: .b) }
    #expect(!comparison.isDecided)
    comparison.take([late], until: late.instant, of: .a)
    let difference = try #require(comparison.difference)
    #expect(difference.number == 1 && difference.instant == start)
    #expect(difference.a == late && difference.b == many[0])
  }

  @Test(arguments: [EventComparison.End.whole, .cut])
  func `a late event that one run has not reported yet is no difference`(
    end: EventComparison.End
  ) throws {
    func at(_ nanoseconds: Int64) -> VirtualInstant { VirtualInstant(nanoseconds: nanoseconds) }
    let events = [
      marker("first", at: at(0)), marker("late", at: at(5)), marker("last", at: at(20)),
    ]
    // A is read up to a checkpoint at 10, before the late event; B in one piece.
    for (one, other) in [(RunSide.a, RunSide.b), (.b, .a)] {
      var comparison = EventComparison()
      comparison.take(events.prefix(1), until: at(10), of: one)
      comparison.take(events, until: at(20), of: other)
      #expect(!comparison.isDecided)
      comparison.take(events.dropFirst(), until: at(20), of: one)
      comparison.end(.a, end)
      comparison.end(.b, end)
      #expect(comparison.difference == nil && comparison.comparedCount == 3)
    }
    // A is known up to 7, before the event of 5 was reported.
    var shorter = EventComparison()
    shorter.take(events.prefix(1), until: at(7), of: .a)
    shorter.end(.a, end)
    shorter.take(events.prefix(1), until: at(10), of: .b)
    shorter.take(events.dropFirst(), until: at(20), of: .b)
    #expect(shorter.difference == nil)
    // Another event in its place is one.
    var different = EventComparison()
    different.take(events.prefix(1), until: at(10), of: .a)
    different.take(events, until: at(20), of: .b)
    different.take([marker("other", at: at(12))], until: at(20), of: .a)
    #expect(different.difference?.number == 2 && different.difference?.b == events[1])
  }

  @Test func `of a run that is long ahead, little is kept`() {
    var comparison = EventComparison()
    comparison.take([], until: VirtualInstant(nanoseconds: 1_000_000), of: .a)
    for number in 1...100_000 {
      let event = marker("b", at: VirtualInstant(nanoseconds: Int64(number)))
      comparison.take([event], until: event.instant, of: .b)
    }
    #expect(!comparison.isDecided && comparison.keptCount == 1)
  }

  @Test func `another capacity is passed over until something happens differently`() throws {
    func queue(_ capacity: UInt32) -> Event {
      Event(
        .zero,
        .queue(QueueID(9), .created(name: Label("jobs"), capacity: capacity, overflow: .block)))
    }
    let (a, b) = ([queue(8)] + trace.events, [queue(16)] + trace.events)
    let only = try #require(compare(a, b).difference)
    #expect(only.number == 1 && only.a == queue(8) && only.b == queue(16))
    let other = b.dropLast() + [marker("here", at: b[b.count - 1].instant)]
    #expect(compare(a, Array(other)).difference?.number == b.count)
    // A queue of another name is another queue.
    let named = Event(
      .zero, .queue(QueueID(9), .created(name: Label("work"), capacity: 8, overflow: .block)))
    #expect(compare(a, [named] + trace.events).difference?.b == named)
    #expect(compare(a, trace.events).difference?.number == 1)
  }

  @Test func `places in the source don't count, and neither do instants of a real clock`() {
    func wait(at line: UInt, _ nanoseconds: Int64) -> Event {
      Event(
        VirtualInstant(nanoseconds: nanoseconds),
        .task(TaskID(1), .suspended(on: .queueGet(QueueID(1)), at: CallSite("a.swift", line))))
    }
    let now = (trace.now, trace.now)
    #expect(compare([wait(at: 1, 5)], [wait(at: 2, 5)], until: now).difference == nil)
    #expect(compare([wait(at: 1, 5)], [wait(at: 1, 6)], until: now).difference?.number == 1)
    #expect(
      compare([wait(at: 1, 5)], [wait(at: 2, 6)], until: now, comparesInstants: false).difference
        == nil)
  }
}
