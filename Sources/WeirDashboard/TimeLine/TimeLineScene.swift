import WeirAnalysis
import WeirEvents
import WeirWording

/// What the time line shows: the whole run at a glance, and where in it the screen is.
struct TimeLineScene {
  /// What is known of the whole run.
  var timeline: RunTimeline
  /// The instant that is shown.
  var now: VirtualInstant
  /// The last instant of a log, if it is known; otherwise the newest one.
  var length: VirtualInstant?
  /// Whether the run is still getting longer.
  var isGrowing = false
  /// Marks that the events don't make: branches, and where two runs part.
  var otherMarks: [TimelineMark] = []
  /// The share of a log that has been read in the background, from 0 to 1; `nil` once all has.
  var readShare: Double?
  /// How instants are written.
  var clock = ClockText.elapsed
  /// Whether the keys go to it.
  var isFocused = false

  /// The instant at its right end, unless it keeps some room for what comes.
  var end: VirtualInstant { max(length ?? timeline.end, timeline.end, now) }

  var marks: [TimelineMark] {
    (otherMarks + timeline.marks.all).sorted { $0.kind.rawValue < $1.kind.rawValue }
  }
}
