public import WeirEvents
public import WeirLog

extension RunState {
  /// Creates the state of a run whose recording ended for a reason: a program that exited has
  /// finished, and a run that was quit could have continued.
  public init(_ reason: EndReason) {
    switch reason {
    case .finished, .exited: self = .finished
    case .stalled: self = .stalled
    case .quit, .limit, .full: self = .running
    }
  }
}
