import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Figures about the latencies in columns, for a panel that has the room: the percentiles, and the waits one by one.
struct LatencyTables {
  let picture: LatencyPicture
  let waits: [WaitPicture]

  /// The percentiles with a bar each, then mean and maximum.
  func percentiles(_ columns: Int) -> [Line] {
    let rows =
      picture.percentiles.map { ($0.name, $0.length) }
      + [("max", picture.maximum), ("mean", picture.mean)]
    return rows.map { name, length in
      var line = Line(name.padded(to: 6), .dim)
      line.add(TimeText.short(length).leftPadded(to: 7) + "  ", .text)
      let share = length.seconds / max(picture.maximum.seconds, 1e-9)
      let bar = min(max(columns - line.width, 0), 48)
      line.add(ProgressText.bar(share, columns: bar, .graph(share), rest: .border))
      return line
    }
  }

  /// A row for each queue and each pool: how often somebody waited there, and how long.
  func waitRows(_ columns: Int) -> [Line] {
    guard !waits.isEmpty else { return [] }
    let names = ["waits"] + waits.map(\.name)
    let width = min(names.map { CharacterWidth.of($0) }.max() ?? 0, 14) + 1
    var heading = Line("waits".padded(to: width), .dim)
    for word in ["count", "mean", "p50", "p90", "p99", "max"] {
      heading.add(word.leftPadded(to: 8), .dim)
    }
    return [heading.fitted(to: columns)]
      + waits.map { wait in
        var line = Line(wait.name.padded(to: width), .text)
        line.add(NumberText.count(wait.count).leftPadded(to: 8), .text)
        for length in [wait.mean, wait.p50, wait.p90, wait.p99, wait.maximum] {
          line.add(TimeText.short(length).leftPadded(to: 8), .text)
        }
        return line.fitted(to: columns)
      }
  }
}
