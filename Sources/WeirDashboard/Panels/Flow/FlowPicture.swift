import WeirEvents
import WeirScreen

/// A picture of one kind of pattern at work; the scenario's description says which one a run shows.
protocol FlowPicture {
  /// The figures at the right of the panel's title.
  var summary: Line { get }

  /// Whether the picture itself shows how often things happened over time, if it has the room.
  var showsRates: Bool { get }

  /// From the rows that show everything to the most that the picture makes use of.
  var neededRows: ClosedRange<Int> { get }

  /// Draws into a box of any size, however small.
  func draw(in frame: inout Frame, _ box: Box)
}

extension FlowPicture {
  var showsRates: Bool { false }
  var neededRows: ClosedRange<Int> { 9...FlowMeasures.mostRows }

  /// The rows for a list of `count` entries with `around` rows around it.
  static func list(_ count: Int, around: Int) -> ClosedRange<Int> {
    let rows = count.clamped(to: 3...FlowMeasures.mostRows) + around
    return rows...rows
  }
}
