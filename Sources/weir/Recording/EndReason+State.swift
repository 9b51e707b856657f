import WeirEvents
import WeirLog

extension EndReason {
  /// Why a log of a run ends now.
  ///
  /// - Parameter reason: holds for a run that could have gone on.
  init(_ state: RunState, otherwise reason: EndReason) {
    switch state {
    case .running: self = reason
    case .finished: self = .finished
    case .stalled: self = .stalled
    }
  }
}
