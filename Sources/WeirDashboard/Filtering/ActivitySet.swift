import WeirAnalysis
import WeirEvents
import WeirWording

/// A set of activities, chosen by a word.
struct ActivitySet: OptionSet, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The activities that have a name which starts with a word. Their names are that of the
  /// activity, as rows show it, and that of the task's state; `live` and `ended` are names too.
  /// Blanks and hyphens don't matter.
  init(named word: String) {
    let word = ActivitySet.plain(word)
    let chosen = Activity.allCases.filter { activity in
      !word.isEmpty && activity.names.contains { ActivitySet.plain($0).hasPrefix(word) }
    }
    self.init(rawValue: chosen.reduce(0) { $0 | 1 << UInt32($1.rawValue) })
  }

  func contains(_ activity: Activity) -> Bool {
    rawValue & 1 << UInt32(activity.rawValue) != 0
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().filter { $0 != " " && $0 != "-" }
  }
}

extension Activity {
  /// The names that find it.
  fileprivate var names: [String] {
    ["\(self)", word, "\(lifeState)", isOver ? "ended" : "live"]
  }

  /// The state of a task that does this, even if it is shown in another colour.
  private var lifeState: TaskState {
    switch self {
    case .serving, .backingOff: .sleeping
    case .cleaningUp: .running
    default: state
    }
  }
}
