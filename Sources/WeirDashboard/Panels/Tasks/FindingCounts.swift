import WeirAnalysis
import WeirEvents

/// How many findings are about each task: by its name, by its role, or as one of a cycle.
struct FindingCounts: Sendable {
  private var subjects: [String: Int] = [:]
  private var cycle: Set<TaskID> = []

  init(_ analysis: Analysis) {
    for finding in analysis.findings { subjects[finding.subject, default: 0] += 1 }
    guard !subjects.isEmpty else { return }
    cycle = Set(analysis.waitCycles.flatMap { $0.dropFirst().map(\.task) })
  }

  /// The finding about a cycle is named after its first task; the other tasks are counted here.
  func count(of record: TaskRecord) -> Int {
    guard !subjects.isEmpty else { return 0 }
    let named = subjects[record.name.description] ?? 0
    let role = record.name.number == 0 ? 0 : subjects[record.role.description] ?? 0
    return named + role + (cycle.contains(record.id) ? 1 : 0)
  }

  /// Whether a finding is about a task.
  static func isAbout(_ record: TaskRecord, _ finding: Finding) -> Bool {
    finding.subject == record.name.description
      || record.name.number > 0 && finding.subject == record.role.description
  }
}
