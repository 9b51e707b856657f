import CAllocations
import WeirDashboard

/// Copies of a dashboard's run, kept at regular counts of events, and the memory that they have to
/// themselves.
struct KeptCopies {
  /// How many events are between two copies.
  private static let distance = 50_000

  private let run: FoldedRun
  private var count = 0
  private var bytes = 0

  init(of run: FoldedRun) {
    self.run = run
  }

  /// Folds a number of events, keeps the copies of its second half, and measures what is freed when
  /// they are dropped.
  mutating func fold(_ events: Int) {
    guard run.fold(events / 2) else { return }
    var copies: [Dashboard] = []
    copies.reserveCapacity(events / KeptCopies.distance)
    repeat {
      copies.append(run.dashboard)
    } while copies.count * KeptCopies.distance < events / 2 && run.fold(KeptCopies.distance)
    _ = run.fold(KeptCopies.distance)
    count = copies.count
    let before = bytes_in_use()
    copies = []
    bytes = before - bytes_in_use()
  }

  func line(_ scenario: String) -> String {
    let perSecond = Double(run.events) / run.seconds / 1e6
    return """
      {"scenario":"\(scenario)","events":\(run.events),"virtualSeconds":\(Int(run.elapsed)),\
      "copies":\(count),"bytesPerCopy":\(bytes / max(count, 1)),\
      "millionEventsPerSecond":\((perSecond * 100).rounded() / 100)}
      """
  }
}

// MARK: Parts

extension KeptCopies {
  /// A part of the run, and how many bytes a copy of it has to itself after some more events.
  struct Part: CustomStringConvertible {
    let path: [String]
    let bytes: Int

    var description: String { "\(bytes)\t\(path.joined(separator: "."))" }
  }

  /// The history of the run, its large parts, and theirs.
  func parts() -> [Part] { parts(at: ["run", "history"]) }

  private func parts(at path: [String]) -> [Part] {
    var kept = KeptCopies.value(at: path, in: run.dashboard)
    let names = kept.map(KeptCopies.partNames) ?? []
    guard kept != nil, run.fold(KeptCopies.distance) else { return [] }
    let before = bytes_in_use()
    kept = nil
    let part = Part(path: path, bytes: before - bytes_in_use())
    guard part.bytes >= KeptCopies.large else { return [] }
    return [part] + names.flatMap { parts(at: path + [$0]) }
  }

  private static let large = 4096

  private static func partNames(of value: Any) -> [String] {
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .struct || mirror.displayStyle == .optional else { return [] }
    return mirror.children.compactMap(\.label)
  }

  private static func value(at path: [String], in dashboard: Dashboard) -> Any? {
    path.reduce(dashboard as Any?) { value, label in
      value.flatMap { whole in
        Mirror(reflecting: whole).children.first { $0.label == label }?.value
      }
    }
  }
}
