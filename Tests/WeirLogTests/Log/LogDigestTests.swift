import Testing
import WeirEvents

@testable import WeirLog

/// Computes the digest of a log as the description of the format says, from its lines alone.
@Suite struct LogDigestTests {
  /// The kinds in the order of their numbers.
  private static let kinds = """
    taskCreated taskBecameReady taskResumed taskSuspended taskFinished cancellationRequested cancellationNoticed \
    cleanupStarted cleanupEnded queueCreated queueReconfigured itemEnqueued itemDequeued itemDropped itemDone \
    queueClosed timeoutArmed timeoutMet timeoutFired timeoutCancelled timedOutWorkEnded errorThrown errorCaught \
    workerOccupied workerFreed parameterChanged pitfallSwitched triggered markerSet poolCreated poolReconfigured \
    resourceAcquired resourceReleased resourceLeaked acquireTimedOut connectionOpened connectionClosed poolClosed \
    batcherCreated batcherReconfigured batchOpened itemBatched batchFlushed batchEnded requestStarted requestEnded \
    attemptStarted retryScheduled retriesExhausted errorUnobserved shutdownPhaseBegan workerCreated itemWithdrawn \
    connectionOpening openingFailed resourceReleasing taskRenamed cancellationSwallowed queueCounted pulse \
    snapshotBegan snapshotEnded
    """.split(separator: " ").map(String.init)

  /// Words from fixed lists, in the order of the description; `cause` depends on the kind.
  private static let words = [
    "outcome": "completed failed cancelled timedOut",
    "overflow": "block drop-newest drop-oldest fail",
    "itemDropped": "newest oldest refused closed", "batchFlushed": "size linger drain",
    "connectionClosed": "idle invalid surplus unpooled drained",
    "retriesExhausted": "attempts budget refused deadline",
    "phase": "stop-intake drain cancel finished",
    "why": "sleep queuePut queueGet join child work poolAcquire batch children offload other",
  ].mapValues { $0.split(separator: " ").map(String.init) }

  /// Keys that are not in the digest.
  static let leftOut = [
    "taskCreated": ["worker", "eager", "structured"], "taskBecameReady": ["by"],
    "taskSuspended": ["tasks"], "queueCreated": ["depth", "order"], "workerCreated": ["loop"],
    "poolCreated": ["kind"], "workerOccupied": ["call"],
  ]

  @Test(arguments: Samples.kinds)
  func `the digest of any event can be computed from its line`(kind: Event.Kind) throws {
    var lines = LineBuffer()
    let event = Event(Samples.instant(0.5), kind)
    lines.add(event, at: event.instant)
    var digest = TraceDigest()
    digest.fold(event)
    let line = try JSONParser.parse(lines.bytes[...])
    #expect(LogDigestTests.digest(of: try words(of: line)) == digest.value)
  }

  @Test func `each kind of event and of wait is among the samples`() throws {
    var kinds: Set<String> = []
    for kind in Samples.kinds {
      var lines = LineBuffer()
      lines.add(Event(.zero, kind), at: .zero)
      let line = try JSONParser.parse(lines.bytes[...])
      kinds.insert(line["e"]?.scalarText ?? "")
      if let why = line["why"]?.scalarText { kinds.insert(why) }
    }
    let known = Set(EventSchema.all.map(\.name))
    #expect(kinds == known.union(WaitKind.allCases.map(\.name)))
    #expect(known == Set(Self.kinds))
  }

  private func words(of line: JSONValue) throws -> [UInt64] {
    guard case .object(let members) = line else { return [] }
    let kind = try #require(line["e"]?.scalarText)
    var words: [UInt64] = []
    let left = (Self.leftOut[kind] ?? []) + ["file", "line"]
    for member in members where !left.contains(member.key) {
      words += try word(member, in: kind)
    }
    if kind == "taskFinished", line["error"] == nil { words.append(fnv("")) }
    if ["children", "offload"].contains(line["why"]?.scalarText) { words.append(0) }
    return words
  }

  private func word(_ member: JSONValue.Member, in kind: String) throws -> [UInt64] {
    let text = member.value.scalarText ?? ""
    switch member.key {
    case "e": return [UInt64(try #require(Self.kinds.firstIndex(of: text))) + 1]
    case "name" where kind.hasSuffix("Created") || kind == "taskRenamed":
      let label = Label(text)
      return [fnv(label.stem.description), UInt64(label.number)]
    case "name", "role", "error", "value", "on": return [fnv(text)]
    case "capacity": return [member.value == .null ? 0 : try #require(UInt64(text)) + 1]
    case "why", "outcome", "overflow", "phase": return [try place(text, member.key)]
    case "cause": return [try place(text, kind)]
    default: return [try #require(UInt64(text))]
    }
  }

  private func place(_ word: String, _ list: String) throws -> UInt64 {
    UInt64(try #require(Self.words[list]?.firstIndex(of: word)))
  }

  private func fnv(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func digest(of words: [UInt64]) -> UInt64 {
    var state: UInt64 = 0
    for word in words {
      state = ((state << 5 | state >> 59) ^ word) &* 0x9E37_79B9_7F4A_7C15
    }
    state = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    state = (state ^ (state >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return state ^ (state >> 33)
  }
}
