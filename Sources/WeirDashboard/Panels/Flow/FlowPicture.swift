/// A picture of one kind of pattern at work; a run shows the first one that it has the parts for.
protocol FlowPicture {
  /// Nothing where the run has none of what the picture shows.
  init?(_ scene: FlowScene)

  /// What stands at the right of the panel's title.
  var summary: Line { get }

  /// Draws into any room, however small.
  func draw(in frame: inout Frame, _ box: Box)
}
