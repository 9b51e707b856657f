import WeirScreen
import WeirAnalysis
import WeirEvents

extension Theme {
  /// The colour of a task's state.
  func color(of state: TaskState) -> Color { sign(ofSlot: Theme.slot(of: state)) }

  /// The slot of the scheme that a state's colour comes from.
  static func slot(of state: TaskState) -> Int {
    switch state {
    case .created: 0x03
    case .ready: 0x0A
    case .running: 0x0B
    case .working: 0x0C
    case .sleeping: 0x0D
    case .waiting: 0x0E
    case .finished: 0x04
    case .failed: 0x08
    case .cancelled: 0x0F
    case .timedOut: 0x09
    }
  }
}
