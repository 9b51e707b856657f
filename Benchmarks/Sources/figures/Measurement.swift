import WeirEngine
import WeirAnalysis
import WeirEvents
import WeirSession
import Workload

/// What can be measured.
enum Measurement: String, CaseIterable {
  /// Items per second of wall time, with no events at all.
  case silent
  /// Items per second, with every event created and passed to a sink that counts.
  case counted
  /// Items per second, with every event folded into tasks, queues, metrics and lints.
  case analysed
  /// The same with a digest of the events.
  case digested
  /// The same, with a limit of 20 s for the work on each item, which it always meets.
  case limited
  /// As `digested`, with the events folded beside the run, on a second core.
  case piped
  /// As `limited`, with the events folded beside the run, on a second core.
  case limitedPiped = "limited-piped"
  /// Events per second of the run without a digest.
  case folded
  /// Bytes of resident memory per task, while a number of tasks sleep at once.
  case sleepers

  /// Takes the measurement once.
  func take(_ count: Int) -> Double {
    switch self {
    case .silent: rate(of: count)
    case .counted: countedRate(of: count)
    case .analysed: analysed(count).items
    case .digested: digestedRate(of: ItemFlow(items: count))
    case .limited: digestedRate(of: ItemFlow(items: count, limit: .seconds(20)))
    case .piped: pipedRate(of: ItemFlow(items: count))
    case .limitedPiped: pipedRate(of: ItemFlow(items: count, limit: .seconds(20)))
    case .folded: analysed(count).events
    case .sleepers: memory(for: count)
    }
  }

  private func rate(of items: Int, sink: ((EventBatch) -> Void)? = nil) -> Double {
    let flow = ItemFlow(items: items)
    let time = ContinuousClock().measure { _ = flow.run(sink: sink) }
    return Double(flow.items) / time.seconds
  }

  private func countedRate(of items: Int) -> Double {
    var count = 0
    let rate = rate(of: items) { count += $0.events.count }
    precondition(count > items, "Events are missing.")
    return rate
  }

  private func analysed(_ items: Int) -> (items: Double, events: Double) {
    var analysis = Analysis()
    let rate = rate(of: items) { analysis.fold($0) }
    return (rate, rate * Double(analysis.eventCount) / Double(ItemFlow(items: items).items))
  }

  private func digestedRate(of flow: ItemFlow) -> Double {
    var (analysis, digest) = (Analysis(), TraceDigest())
    let time = ContinuousClock().measure {
      _ = flow.run {
        analysis.fold($0)
        digest.fold($0.events)
      }
    }
    precondition(digest.value != 0, "Events are missing.")
    return Double(flow.items) / time.seconds
  }

  private func pipedRate(of flow: ItemFlow) -> Double {
    let folds = SideFold(into: (Analysis(), TraceDigest()), usesThread: true) { folded, batch in
      folded.0.fold(batch)
      folded.1.fold(batch.events)
    }
    let time = ContinuousClock().measure {
      _ = flow.run(batchCapacity: folds.batchCapacity) { folds.take($0) }
      precondition(folds.value.1.value != 0, "Events are missing.")
    }
    return Double(flow.items) / time.seconds
  }

  private func memory(for count: Int) -> Double {
    let before = ResidentMemory.bytes
    let sleepers = Sleepers(count: count)
    let after = ResidentMemory.bytes
    precondition(sleepers.simulation.liveTaskCount > count, "Some tasks have ended.")
    return Double(after - before) / Double(count)
  }
}
