import WeirAnalysis
import WeirEvents
import WeirScreen

/// The time line under the header: whether the keys go to it, how many rows it has, and what keys
/// and the mouse do there.
struct TimeLineFeature: Sendable {
  /// Whether the keys go to it.
  var isFocused = false
  /// How many rows the setting says.
  private let setting: TimeLineForm
  /// How many rows the user wants by key; `nil` while the setting decides.
  private var form: TimeLineForm?
  /// Whether the mouse drags the cursor.
  private(set) var isDragged = false

  /// How far the arrow keys go.
  private static let step = Duration.seconds(1)
  /// How far they go with Shift.
  private static let farStep = Duration.seconds(10)

  init(_ setting: TimeLineForm = .auto) { self.setting = setting }

  /// How many rows it has on a screen of a size. It is never hidden while it has the keys.
  func rows(on size: Size) -> Int {
    max((form ?? setting).rows(on: size), isFocused ? 1 : 0)
  }

  /// Shows one row instead of two, or two instead of one.
  mutating func fold(on size: Size) {
    form = rows(on: size) > 1 ? .folded : .full
  }
}

// MARK: Keys

extension TimeLineFeature {
  /// The part of a run that can be gone to.
  struct Reach {
    var start: VirtualInstant
    var end: VirtualInstant
    /// The instant that is shown, or that a seek goes to.
    var now: VirtualInstant
  }

  /// Where an action goes; `nil` if it means nothing here.
  func target(of action: PanelAction, in reach: Reach) -> SeekTarget? {
    switch action {
    case .knob(.turn(let turn)):
      let step = turn.isCoarse ? TimeLineFeature.farStep : TimeLineFeature.step
      return target(turn.isUp ? step : .zero - step, in: reach)
    case .move(.pageUp): return target(.zero - reach.page, in: reach)
    case .move(.pageDown): return target(reach.page, in: reach)
    case .move(.first): return .instant(reach.start)
    case .move(.last): return .end
    case .move(.up), .move(.down), .move(.enter), .knob, .tasks: return nil
    }
  }

  /// Where a digit goes: to as many tenths of the run; `nil` for any other key.
  func target(of key: Key, in reach: Reach) -> SeekTarget? {
    guard case .character(let character) = key, let tenths = character.wholeNumberValue,
      character.isASCII
    else { return nil }
    return .instant(reach.instant(at: Double(tenths) / 10))
  }

  private func target(_ distance: Duration, in reach: Reach) -> SeekTarget {
    let instant = reach.now.advanced(by: distance)
    return instant >= reach.end ? .end : .instant(max(instant, reach.start))
  }
}

extension TimeLineFeature.Reach {
  private var length: Int64 { max(end.nanoseconds(since: start), 0) }

  fileprivate var page: Duration {
    .nanoseconds(length / Int64(TimeLineFeature.Reach.pagesPerRun))
  }

  /// How many pages a run has.
  private static let pagesPerRun = 10

  /// The instant at a share of the run, from 0 to 1.
  func instant(at share: Double) -> VirtualInstant {
    share < 1
      ? start.advanced(by: .nanoseconds(Int64(Double(length) * max(share, 0)))) : end
  }
}

// MARK: The mouse

extension TimeLineFeature {
  /// Where a click goes; `nil` if it only gives the keys to the time line.
  mutating func click(_ part: TimeLineGeometry.Part) -> SeekTarget? {
    isFocused = true
    switch part {
    case .graph(let instant):
      isDragged = true
      return .instant(instant)
    case .mark(let mark): return SeekTarget(mark)
    case .elapsed: return nil
    case .length: return .end
    }
  }

  /// Where the cursor goes while the mouse is dragged, even beside the time line; `nil` unless the
  /// drag began on it.
  func drag(to point: Point, _ geometry: TimeLineGeometry) -> SeekTarget? {
    isDragged ? .instant(geometry.instant(at: point.column)) : nil
  }

  mutating func release() { isDragged = false }

  /// Where the wheel goes: one column, later if the direction is positive.
  func wheel(_ direction: Int, from now: VirtualInstant, _ geometry: TimeLineGeometry) -> SeekTarget
  {
    let column = geometry.column(of: now) + direction
    guard geometry.graph.contains(column) else {
      return direction > 0 ? .end : .instant(geometry.start)
    }
    return .instant(geometry.instant(at: column))
  }
}

extension SeekTarget {
  /// The place of a mark, as exactly as it is known.
  init(_ mark: TimelineMark) {
    self = mark.event.map(SeekTarget.event) ?? .instant(mark.visible)
  }
}
