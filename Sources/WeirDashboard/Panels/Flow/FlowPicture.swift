import WeirScreen

/// A picture of one kind of pattern at work; the scenario's description says which one a run shows.
protocol FlowPicture {
  /// What stands at the right of the panel's title.
  var summary: Line { get }

  /// Whether it shows how often things happened over time by itself, where it has the room.
  var showsRates: Bool { get }

  /// The rows in which everything is to be seen, and the most from which the picture gains
  /// anything.
  var neededRows: ClosedRange<Int> { get }

  /// Draws into any room, however small.
  func draw(in frame: inout Frame, _ box: Box)
}

extension FlowPicture {
  var showsRates: Bool { false }
  var neededRows: ClosedRange<Int> { 9...14 }

  /// The need of a picture that is a list with some rows around it.
  static func list(_ count: Int, around: Int) -> ClosedRange<Int> {
    let rows = min(max(count, 3), 14) + around
    return rows...rows
  }
}
