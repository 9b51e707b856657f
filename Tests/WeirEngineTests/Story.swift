import WeirEngine
import WeirEvents

/// The events of a simulated program as text: one line each, with the names of the tasks.
enum Story {
  /// Runs a program until it ends or stalls, and returns the events that there are words for.
  static func of(
    _ configuration: Simulation.Configuration = .init(),
    _ program: @escaping @Sendable (Simulation) async throws -> Void
  ) -> [String] {
    var lines: [String] = []
    var names: [TaskID: String] = [.none: "no task"]
    let simulation = Simulation(configuration) { batch in
      for event in batch.events {
        if case .task(let task, .created(let name, _, _, _)) = event.kind {
          names[task] = "\(name)"
        }
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
    case .task(let task, .created(_, _, let parent, _)):
      return "\(name(parent)) starts \(name(task))"
    case .task(let task, .finished(let outcome, _)): return "\(name(task)) \(outcome.name)"
    case .task(let task, .suspended(.children, _)): return "\(name(task)) waits for a child"
    case .task(let task, .suspended(.offload, _)): return "\(name(task)) waits for a worker"
    case .task(let task, .suspended(.work, _)): return "\(name(task)) computes"
    case .task(let task, .cancellationRequested(let by, _)):
      return "\(name(by)) cancels \(name(task))"
    case .task(let task, .cancellationNoticed): return "\(name(task)) notices"
    case .pool(_, .leaked(let task, let resource)):
      return "\(name(task)) leaks \(resource.rawValue)"
    case .error(let task, .unobserved(let error)): return "\(error) of \(name(task)) is lost"
    case .worker(let worker, .occupied(let task, _, _)):
      return "\(name(task)) takes w\(worker.rawValue)"
    case .worker(let worker, .freed): return "w\(worker.rawValue) is free"
    default: return nil
    }
  }
}
