import WeirEvents
import WeirLog

extension EndReason {
  /// Creates the reason for which the log of a run ends now.
  ///
  /// - Parameter reason: The reason for a run that could have continued.
  init(_ state: RunState, otherwise reason: EndReason) {
    switch state {
    case .running: self = reason
    case .finished: self = .finished
    case .stalled: self = .stalled
    }
  }
}
