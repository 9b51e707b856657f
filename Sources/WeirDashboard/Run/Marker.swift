import WeirAnalysis
import WeirEvents

/// An instant that was given a name.
struct Marker: Sendable, Hashable {
  var name: String
  var instant: VirtualInstant
}
