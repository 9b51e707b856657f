import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct LatencyGraphTests {
  /// Requests of these lengths in milliseconds.
  private func picture(_ lengths: [Int64], columns: Int) throws -> LatencyPicture {
    try #require(LatencyPicture(histogram(lengths), columns: columns))
  }

  private func histogram(_ lengths: [Int64]) -> DurationHistogram {
    var script = Script()
    script.at(0, .born(1, "main"))
    var now: Int64 = 0
    for length in lengths {
      script.at(now, .request(TaskID(1), .started))
      now += length
      script.at(now, .request(TaskID(1), .ended(.completed)))
    }
    return RunHistory(of: script.batch(until: now)).analysis.metrics.latency
  }

  private func text(_ picture: LatencyPicture, deadline: Duration? = nil, _ signs: GraphSigns)
    -> String
  {
    var frame = Frame(size: Size(columns: picture.columns + 5, rows: 6))
    LatencyGraph(
      picture: picture, deadline: deadline.map { .init(name: "deadline", length: $0) },
      signs: signs
    ).draw(in: &frame, Box(frame.size))
    return frame.text
  }

  private let lengths: [Int64] = [80, 90, 120, 120, 130, 150, 150, 160, 200, 240, 300, 900]

  @Test func `a graph of few items has broad bars and percentiles`() throws {
    try Golden("latency-few").check(
      text(picture(lengths, columns: 40), deadline: .milliseconds(700), .braille))
  }

  @Test func `a graph made for another width draws what fits`() throws {
    let picture = try picture(lengths, columns: 320)
    for columns in 0...320 {
      var frame = Frame(size: Size(columns: columns, rows: 6))
      LatencyGraph(
        picture: picture, deadline: nil, signs: .block
      ).draw(in: &frame, Box(frame.size))
    }
  }

  @Test func `a graph of few items in ASCII`() throws {
    let text = try text(picture(lengths, columns: 40), deadline: .milliseconds(700), .ascii)
    try Golden("latency-few-ascii").check(text)
    let signs = text.filter { !$0.isASCII }
    #expect(Set(signs).isSubset(of: ["◆", "▾"]))
  }

  @Test func `every item is in one of the bars, and labels don't touch at any width`() throws {
    let histogram = histogram(lengths)
    for columns in 1...320 {
      let picture = try #require(LatencyPicture(histogram, columns: columns))
      #expect(picture.bars.reduce(0, +) == lengths.count)
      #expect(picture.bars.count * picture.barColumns <= columns)
      let rows = text(picture, .braille).split(separator: "\n", omittingEmptySubsequences: false)
      let axis = rows.count == 6 ? rows[5] : ""
      let words = axis.split(separator: " ")
      #expect(words.allSatisfy { DurationText.parse(String($0)) != nil }, "\(columns): \(axis)")
    }
  }
}
