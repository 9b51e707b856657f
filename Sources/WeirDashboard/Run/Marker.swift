import WeirAnalysis
import WeirEvents

/// An instant with a name.
struct Marker: Sendable, Hashable {
  var name: String
  var instant: VirtualInstant
}
