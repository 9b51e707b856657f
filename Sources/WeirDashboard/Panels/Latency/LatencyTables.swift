import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Tables for a large panel: the percentiles, and the waits of each queue and pool.
struct LatencyTables {
  let picture: LatencyPicture
  let waits: [WaitPicture]

  private static let figureColumns = 8

  /// The percentiles with a bar each, then the maximum and the mean.
  func percentiles(_ columns: Int) -> [Line] {
    let rows =
      picture.percentiles.map { ($0.name, $0.length) }
      + [("max", picture.maximum), ("mean", picture.mean)]
    return rows.map { name, length in
      var line = Line(name.padded(to: 6), .dim)
      line.add(TimeText.short(length).leftPadded(to: 7) + "  ", .text)
      let share = length.seconds / max(picture.maximum.seconds, 1e-9)
      let bar = (columns - line.width).clamped(to: 0...48)
      line.add(ProgressText.bar(share, columns: bar, .graph(share), rest: .border))
      return line
    }
  }

  /// A row for each queue and pool: how often tasks waited there, and how long.
  func waitRows(_ columns: Int) -> [Line] {
    guard !waits.isEmpty else { return [] }
    let names = ["waits"] + waits.map(\.name)
    let width = min(names.map { CharacterWidth.of($0) }.max() ?? 0, 14) + 1
    var heading = Line("waits".padded(to: width), .dim)
    for word in ["count", "mean", "p50", "p90", "p99", "max"] {
      heading.add(word.leftPadded(to: LatencyTables.figureColumns), .dim)
    }
    return [heading.fitted(to: columns)]
      + waits.map { wait in
        var line = Line(wait.name.paddedName(to: width - 1) + " ", .text)
        line.add(NumberText.count(wait.count).leftPadded(to: LatencyTables.figureColumns), .text)
        for length in [wait.mean, wait.p50, wait.p90, wait.p99, wait.maximum] {
          line.add(TimeText.short(length).leftPadded(to: LatencyTables.figureColumns), .text)
        }
        return line.fitted(to: columns)
      }
  }
}
