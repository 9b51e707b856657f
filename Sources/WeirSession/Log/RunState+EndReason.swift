public import WeirEvents
public import WeirLog

extension RunState {
  /// How a run ended whose recording ended for a reason: a program that exited has come to its end,
  /// and a run that was left could have gone on.
  public init(_ reason: EndReason) {
    switch reason {
    case .finished, .exited: self = .finished
    case .stalled: self = .stalled
    case .quit, .limit, .full: self = .running
    }
  }
}
