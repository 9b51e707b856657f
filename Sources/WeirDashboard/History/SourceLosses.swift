import WeirEvents

/// What the source of a run has lost, as its pulses and snapshots report.
struct SourceLosses: Sendable, Hashable {
  /// How many events happened and were not recorded.
  private(set) var events: UInt64 = 0
  /// The number of faults of the source itself.
  private(set) var faults: UInt32 = 0
  private var beforeSnapshots: UInt64 = 0

  mutating func fold(_ event: SourceEvent) {
    switch event {
    case .pulse(_, let lost, let faults):
      events = max(events, lost)
      self.faults = max(self.faults, faults)
    case .snapshotBegan(let lost, _):
      // Each snapshot counts the events since the one before it; pulses count all events.
      beforeSnapshots = beforeSnapshots.saturatingSum(lost)
      events = max(events, beforeSnapshots)
    case .snapshotEnded: break
    }
  }

  /// The losses as remarks; empty if there are none.
  var remarks: [Remark] {
    var remarks: [Remark] = []
    if events > 0 {
      let noun =
        events == 1 ? "event lost by its recorder" : "events lost by their recorder"
      remarks.append(Remark(Int(clamping: events), noun))
    }
    if faults > 0 {
      let noun = faults == 1 ? "fault" : "faults"
      remarks.append(Remark(Int(faults), "\(noun) of the recorder"))
    }
    return remarks
  }
}

extension UInt64 {
  fileprivate func saturatingSum(_ other: UInt64) -> UInt64 {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}
