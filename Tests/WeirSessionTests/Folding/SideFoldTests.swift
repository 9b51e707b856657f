import Foundation
import Testing
import WeirEvents
import WeirSession
import WeirTestSupport

@Suite struct SideFoldTests {
  private let batches = (0..<500).map { number in
    EventBatch(events: [], now: VirtualInstant(nanoseconds: Int64(number)), state: .running)
  }

  /// What was folded, and where.
  private struct Folded: Sendable {
    var instants: [VirtualInstant] = []
    var placesWithoutThread: [Int] = []

    mutating func take(_ batch: EventBatch, notOn thread: ObjectIdentifier) {
      if ObjectIdentifier(Thread.current) == thread { placesWithoutThread.append(instants.count) }
      instants.append(batch.now)
    }
  }

  private func fold(usesThread: Bool) -> SideFold<Folded> {
    let thread = ObjectIdentifier(Thread.current)
    return SideFold(into: Folded(), usesThread: usesThread) { folded, batch in
      folded.take(batch, notOn: thread)
    }
  }

  @Test(arguments: [false, true])
  func `all batches are folded in order, and the value waits for them`(usesThread: Bool) {
    let fold = fold(usesThread: usesThread)
    for batch in batches { fold.take(batch) }
    #expect(fold.value.instants == batches.map(\.now))
  }

  @Test func `with a thread, only the first batch is folded where it is made`() {
    let fold = fold(usesThread: true)
    for batch in batches { fold.take(batch) }
    #expect(fold.value.placesWithoutThread == [0])
  }

  @Test func `without a thread, all are folded where they are made`() {
    let fold = fold(usesThread: false)
    for batch in batches { fold.take(batch) }
    #expect(fold.value.placesWithoutThread == Array(batches.indices))
  }

  @Test func `it continues after its value was read`() {
    let fold = fold(usesThread: true)
    for (number, batch) in batches.enumerated() {
      fold.take(batch)
      if number % 100 == 99 { #expect(fold.value.instants.count == number + 1) }
    }
    #expect(fold.value.instants == batches.map(\.now))
  }

  @Test(.mustEnd) func `a fold that is released early keeps nothing`() async throws {
    final class Kept: Sendable {}
    var kept: Kept? = Kept()
    weak let witness = kept
    do {
      let fold = SideFold(into: 0, usesThread: true) { [kept] count, _ in
        withExtendedLifetime(kept) { count += 1 }
      }
      for batch in batches { fold.take(batch) }
    }
    kept = nil
    while witness != nil, !Task.isCancelled { await Task.yield() }
    #expect(witness == nil)
  }
}
