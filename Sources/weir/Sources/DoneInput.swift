import WeirEvents

/// An input of the user that was passed to a run.
struct DoneInput {
  var input: TimedInput
  /// The number of its event, counted from 1.
  var event: Int
}
