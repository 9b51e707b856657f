import WeirAnalysis
import WeirEvents

/// The markers of a run, ordered by time.
struct MarkerList: Sendable {
  /// How many are kept, the latest ones: a log may have any number.
  static let capacity = 512

  private(set) var markers: [Marker] = []
  /// How many were set, for the names of those that the user doesn't name.
  private var count = 0

  /// Adds a marker, in place of one with the same name.
  mutating func note(_ marker: Marker) {
    markers.removeAll { $0.name == marker.name }
    if markers.count >= MarkerList.capacity { markers.removeFirst() }
    let index = markers.firstIndex { $0.instant > marker.instant } ?? markers.count
    markers.insert(marker, at: index)
    count = max(count, markers.count)
  }

  /// The name of the next marker that the user doesn't name.
  mutating func nextName() -> String {
    count += 1
    return "mark-\(count)"
  }

  mutating func clear() { self = MarkerList() }

  /// Removes the markers after an instant, from which the run continues in another way.
  mutating func cut(after instant: VirtualInstant) {
    markers.removeAll { $0.instant > instant }
  }

  /// The nearest marker before or after an instant.
  func nearest(to instant: VirtualInstant, isLater: Bool) -> Marker? {
    isLater
      ? markers.first { $0.instant > instant } : markers.last { $0.instant < instant }
  }

  subscript(name: String) -> Marker? { markers.last { $0.name == name } }
}

/// An instant with a name.
struct Marker: Sendable, Hashable {
  var name: String
  var instant: VirtualInstant
}
