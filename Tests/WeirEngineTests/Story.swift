import WeirEngine
import WeirTrace

/// What a simulated program did, told by its events: one line each, with the names of the tasks.
enum Story {
  /// Runs a program to its end, or to where it stalls, and tells the events that `tell` has words for.
  static func of(
    _ configuration: Simulation.Configuration = .init(),
    _ program: @escaping @Sendable (Simulation) async throws -> Void
  ) -> [String] {
    var lines: [String] = []
    var names: [TaskID: String] = [.none: "nobody"]
    let simulation = Simulation(configuration) { batch in
      for event in batch.events {
        if case .taskCreated(let task, let name, _, _) = event.kind { names[task] = "\(name)" }
        guard let words = words(for: event.kind, names) else { continue }
        lines.append("\(DurationText(.nanoseconds(event.instant.nanoseconds))) \(words)")
      }
    }
    simulation.start { try await program(simulation) }
    simulation.runToEnd()
    simulation.tearDown()
    return lines
  }

  private static func words(for kind: Event.Kind, _ names: [TaskID: String]) -> String? {
    func name(_ task: TaskID) -> String { names[task] ?? "?" }
    switch kind {
    case .taskCreated(let task, _, _, let parent): return "\(name(parent)) starts \(name(task))"
    case .taskFinished(let task, let outcome, _): return "\(name(task)) \(outcome.name)"
    case .taskSuspended(let task, .children, _): return "\(name(task)) waits for a child"
    case .taskSuspended(let task, .offload, _): return "\(name(task)) waits for a worker"
    case .taskSuspended(let task, .work, _): return "\(name(task)) computes"
    case .cancellationRequested(let task, let by): return "\(name(by)) cancels \(name(task))"
    case .cancellationNoticed(let task): return "\(name(task)) notices"
    case .resourceLeaked(_, let task, let resource):
      return "\(name(task)) leaks \(resource.rawValue)"
    case .errorUnobserved(let task, let error): return "nobody sees \(error) of \(name(task))"
    case .workerOccupied(let worker, let task): return "\(name(task)) takes w\(worker.rawValue)"
    case .workerFreed(let worker, _): return "w\(worker.rawValue) is free"
    default: return nil
    }
  }
}
