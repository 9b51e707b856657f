import WeirAnalysis
import WeirEvents

extension Wait {
  /// What to say if no task is known that could end it: `nobody known to set it`; empty if tasks
  /// don't end such waits, or if what does is not known.
  func nobody(in analysis: Analysis) -> String {
    switch self {
    case .queuePut: "nobody known to empty it"
    case .queueGet: "nobody known to fill it"
    case .poolAcquire: "nobody known to release it"
    case .other: Wait.verb(for: name(in: analysis)).map { "nobody known to \($0) it" } ?? ""
    case .sleep, .join, .child, .work, .batch, .children, .offload: ""
    }
  }

  /// How a task ends the waits for an object of asyncio whose name begins with its type.
  private static func verb(for name: String) -> String? {
    switch name.prefix(while: { $0 != " " }) {
    case "Event": "set"
    case "Future": "complete"
    case "Condition": "notify"
    default: nil
    }
  }
}
