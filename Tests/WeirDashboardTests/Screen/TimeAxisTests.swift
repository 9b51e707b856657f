import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct TimeAxisTests {
  @Test func `a time axis has round labels that end at their instants`() {
    let axis = TimeAxis.text(columns: 40, TimeScale(level: 7))
    #expect(axis == "           -10s          -5s         now")
  }

  @Test func `the labels of a time axis never touch each other at any width and scale`() {
    for columns in 1...320 {
      for level in 0..<TimeScale.levels {
        let text = TimeAxis.text(columns: columns, TimeScale(level: level))
        let words = text.split(separator: " ")
        let isClear = words.dropLast().allSatisfy {
          $0.hasPrefix("-") && $0.dropFirst().allSatisfy { $0 != "-" }
        }
        guard text.count == columns, isClear, columns < 4 || words.last == "now" else {
          Issue.record("\(columns) columns at level \(level): '\(text)'")
          return
        }
      }
    }
  }

  @Test func `a run that is shorter than the axis fills it once its length is known`() {
    var moment = TimeAxes.Moment(speed: 1, now: VirtualInstant(nanoseconds: 200_000_000))
    func seconds(_ use: TimeAxes.Use) -> Double {
      TimeAxes().scale(of: use, columns: 60, at: moment).duration(columns: 60).seconds
    }
    #expect(seconds(.lanes) > 5 && seconds(.graphs) > 5)
    moment.length = .milliseconds(200)
    for use in [TimeAxes.Use.lanes, .graphs, .comparison] {
      #expect((0.2...0.5).contains(seconds(use)))
    }
    moment.length = .seconds(3600)
    let long = seconds(.lanes)
    moment.length = nil
    #expect(seconds(.lanes) == long)
    var axes = TimeAxes()
    moment.length = .milliseconds(200)
    let fitting = axes.scale(of: .graphs, columns: 60, at: moment)
    axes.zoom(-3, columns: 60, at: moment)
    #expect(axes.scale(of: .graphs, columns: 60, at: moment) == fitting)
  }

  @Test func `the labels of a time axis keep their distance from the right edge at any width`() {
    let scale = TimeScale(level: 8)
    let wide = TimeAxis.text(columns: 160, scale)
    #expect(wide.hasSuffix(TimeAxis.text(columns: 80, scale).drop { $0 == " " }))
  }
}
