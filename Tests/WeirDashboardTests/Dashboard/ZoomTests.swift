import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct ZoomTests {
  /// Runs of different lengths, each made once: the long ones have many events.
  private static let dashboards = Dictionary(
    uniqueKeysWithValues: [3.0, 60, 1000].map { seconds in
      var dashboard = Sample.dashboard()
      _ = dashboard.handle(.batchArrived(SampleRun.batch(until: seconds)))
      return (seconds, dashboard)
    })

  private func dashboard(seconds: Double, columns: Int = 120) throws -> Dashboard {
    var dashboard = try #require(ZoomTests.dashboards[seconds])
    _ = dashboard.handle(.terminal(.resized(Size(columns: columns, rows: 40))))
    return dashboard
  }

  /// This many steps lead from any zoom to the closest and to the widest.
  private static let all = 16

  private func press(_ key: Character, _ count: Int, on dashboard: inout Dashboard) {
    for _ in 0..<count { _ = dashboard.handle(.terminal(.keyPressed(.character(key)))) }
  }

  @Test(arguments: [60, 80, 120, 200, 320])
  func `the closest zoom shows about a second`(columns: Int) throws {
    var dashboard = try dashboard(seconds: 60, columns: columns)
    press("2", 1, on: &dashboard)
    press("f", 1, on: &dashboard)
    press("z", ZoomTests.all, on: &dashboard)
    let graph = GaugeGraph.columns(in: columns - 2)
    for scale in [dashboard.laneScale(columns: graph), dashboard.graphScale(columns: graph)] {
      let span = scale.duration(columns: graph)
      #expect((.milliseconds(500) ... .milliseconds(1000)).contains(span), "\(span)")
    }
  }

  @Test(arguments: [20, 38, 150, 310], [3.0, 60, 1000])
  func `the widest zoom shows the run from its start to now`(columns: Int, seconds: Double) throws {
    var dashboard = try dashboard(seconds: seconds)
    press("Z", ZoomTests.all, on: &dashboard)
    for scale in [dashboard.laneScale(columns: columns), dashboard.graphScale(columns: columns)] {
      let span = scale.duration(columns: columns).seconds
      #expect(span >= seconds && span <= 2.2 * max(seconds, 1), "\(span)")
    }
  }

  @Test func `each step doubles the time, and steps back undo it`() throws {
    var dashboard = try dashboard(seconds: 1000)
    let usual = dashboard.graphScale(columns: 40)
    press("Z", 1, on: &dashboard)
    #expect(dashboard.graphScale(columns: 40).column == usual.column * 2)
    press("z", 2, on: &dashboard)
    #expect(dashboard.graphScale(columns: 40).column == usual.column / 2)
    press("Z", ZoomTests.all, on: &dashboard)
    let whole = dashboard.graphScale(columns: 38)
    press("z", 1, on: &dashboard)
    #expect(dashboard.graphScale(columns: 38).column == whole.column / 2)
  }
}
