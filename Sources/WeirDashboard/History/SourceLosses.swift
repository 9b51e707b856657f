import WeirEvents

/// What the source of a run has lost, as its pulses and snapshots report.
///
/// A log that begins when a program starts again, or is connected again, counts events from zero:
/// its losses are added to those before it.
struct SourceLosses: Sendable, Hashable {
  /// What the logs before the present one have lost, and the faults of the processes before.
  private var formerEvents: UInt64 = 0
  private var formerFaults: UInt32 = 0
  /// What the pulses of the present log have counted.
  private var written: UInt64 = 0
  private var lost: UInt64 = 0
  private var presentFaults: UInt32 = 0
  /// What its snapshots have counted before its last pulse, and since then.
  private var snapshotLosses: UInt64 = 0
  private var latestLosses: UInt64 = 0

  /// How many events happened and were not recorded.
  var events: UInt64 {
    // Each snapshot counts the events since the one before it; pulses count all events.
    formerEvents.saturatingSum(max(lost, snapshotLosses.saturatingSum(latestLosses)))
  }

  /// How many faults the source itself had.
  var faults: UInt32 {
    let (sum, isTooLarge) = formerFaults.addingReportingOverflow(presentFaults)
    return isTooLarge ? .max : sum
  }

  /// Whether its faults have made the source stop recording for good.
  var isOff: Bool { presentFaults >= SourceStatus.faultLimit }

  mutating func fold(_ event: SourceEvent) {
    switch event {
    case .pulse(let written, let lost, let faults):
      if written < self.written || lost < self.lost { beginLog() }
      // A process keeps its faults when it is connected again.
      if faults < presentFaults { formerFaults = self.faults }
      (self.written, self.lost, presentFaults) = (written, lost, faults)
      snapshotLosses = snapshotLosses.saturatingSum(latestLosses)
      latestLosses = 0
    case .snapshotBegan(let lost, _): latestLosses = latestLosses.saturatingSum(lost)
    case .snapshotEnded: break
    }
  }

  /// Counts events from zero: the first snapshot of a log comes before its first pulse.
  private mutating func beginLog() {
    formerEvents = formerEvents.saturatingSum(max(lost, snapshotLosses))
    (lost, snapshotLosses) = (0, 0)
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
      let end = isOff ? ", which has turned itself off" : ""
      remarks.append(Remark(Int(faults), "\(noun) of the recorder\(end)"))
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
