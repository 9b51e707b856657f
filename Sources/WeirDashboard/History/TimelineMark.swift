import WeirAnalysis
import WeirEvents

/// A place on the time line that is worth going to.
struct TimelineMark: Sendable, Hashable {
  var kind: Kind
  var instant: VirtualInstant
  /// How many events had happened there, with the one that is marked, so that a seek is exact;
  /// `nil` if no event is marked: a finding may be raised because time passes.
  var event: Int?
  /// What it is, in a few words.
  var text: String
  /// How many marks of its kind it stands for; the first one says where it is.
  var count = 1

  init(
    _ kind: Kind, at instant: VirtualInstant, event: Int? = nil, _ text: String, count: Int = 1
  ) {
    (self.kind, self.instant, self.event) = (kind, instant, event)
    (self.text, self.count) = (text, count)
  }

  /// The first instant at which it can be seen: a finding is listed as soon as time has passed the
  /// instant at which it was raised.
  var visible: VirtualInstant {
    switch kind {
    case .warning, .deadlock: instant.advanced(by: .nanoseconds(1))
    case .difference, .gap, .pitfall, .branch, .marker, .knob, .trigger: instant
    }
  }

  /// What is marked. Where there is no room for all, the first of these is shown.
  enum Kind: Int, Sendable, CaseIterable {
    /// The first instant at which two runs differ.
    case difference
    /// A finding that says that nothing can happen any more.
    case deadlock
    /// Any other finding that was raised.
    case warning
    /// Nothing is known about a stretch of time, which ends here.
    case gap
    /// A pitfall was enabled or disabled.
    case pitfall
    /// A branch leaves here.
    case branch
    case marker
    /// A knob was turned.
    case knob
    case trigger
  }
}

/// The marks of a run, of each kind in order of time, at most 128.
///
/// If there are more of one kind, those that are close to each other become one with a count.
struct TimelineMarks: Sendable, Equatable {
  static let capacity = 128

  private var lines = Array(repeating: MarkLine(), count: TimelineMark.Kind.allCases.count)

  /// The marks of a kind, in order of time.
  subscript(kind: TimelineMark.Kind) -> [TimelineMark] { lines[kind.rawValue].marks }

  /// All marks, those that are shown first before the others, each kind in order of time.
  var all: [TimelineMark] { lines.flatMap(\.marks) }

  /// The findings that were raised, in order of time.
  var warnings: [TimelineMark] {
    (self[.deadlock] + self[.warning]).sorted { $0.instant < $1.instant }
  }

  mutating func add(_ mark: TimelineMark) { lines[mark.kind.rawValue].add(mark) }

  /// Adds a mark that may be before others.
  mutating func insert(_ mark: TimelineMark) { lines[mark.kind.rawValue].insert(mark) }

  /// Removes the marks after a place.
  mutating func cut(after event: Int, at instant: VirtualInstant) {
    for index in lines.indices { lines[index].cut(after: event, at: instant) }
  }
}

/// The marks of one kind.
private struct MarkLine: Sendable, Equatable {
  private(set) var marks: [TimelineMark] = []
  /// Marks that are not this many nanoseconds apart may be merged; 0 while there is room for all.
  private var distance: Int64 = 0

  mutating func add(_ mark: TimelineMark) {
    guard !isMerged(mark) else { return }
    marks.append(mark)
    while marks.count > TimelineMarks.capacity { merge() }
  }

  mutating func insert(_ mark: TimelineMark) {
    let later = marks.drop { $0.instant <= mark.instant }
    marks.removeLast(later.count)
    for next in [mark] + later { add(next) }
  }

  mutating func cut(after event: Int, at instant: VirtualInstant) {
    marks.removeAll { mark in mark.event.map { $0 > event } ?? (mark.instant > instant) }
  }

  /// Adds a mark to the last one if both are in the same stretch of time.
  private mutating func isMerged(_ mark: TimelineMark) -> Bool {
    guard distance > 0, let last = marks.indices.last,
      marks[last].instant.nanoseconds / distance == mark.instant.nanoseconds / distance
    else { return false }
    marks[last].count += mark.count
    return true
  }

  private mutating func merge() {
    let first = marks.first?.instant ?? .zero
    let length = marks.last.map { $0.instant.nanoseconds(since: first) } ?? 0
    let least = max(length / Int64(TimelineMarks.capacity), 1)
    distance = distance == 0 ? least : distance < .max / 2 ? distance * 2 : .max
    let all = marks
    marks = []
    for mark in all where !isMerged(mark) { marks.append(mark) }
  }
}
