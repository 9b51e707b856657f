import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Logs that other programs wrote, on every panel and page.
@Suite struct ForeignScreenTests {
  private static let sizes = [(80, 24), (120, 40), (200, 50)]

  @Test(arguments: Replay.conformance)
  func `every log of the conformance tests can be shown`(name: String) throws {
    var dashboard = try Replay.dashboard(
      over: Replay.text(ofConformance: name), name: name, ascii: name == "styles")
    for (columns, rows) in ForeignScreenTests.sizes {
      _ = dashboard.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
      for view in Settings.TasksForm.allCases {
        dashboard.show(view)
        expectWhole(dashboard, columns, rows)
      }
      for panel in Panel.allCases where columns == 120 {
        var expanded = dashboard
        (expanded.places.focus, expanded.places.isExpanded) = (panel, true)
        for key in [Key.up, .down, .end, .enter, .enter] {
          _ = expanded.handle(.terminal(.keyPressed(key)))
        }
        expectWhole(expanded, columns, rows)
      }
      for key in ["?", "S", "o", ":", "/"] as [Character] {
        var open = dashboard
        _ = open.handle(.terminal(.keyPressed(.character(key))))
        expectWhole(open, columns, rows)
      }
      for task in dashboard.run.analysis.tasks.records.prefix(4) {
        var page = dashboard
        page.openTaskPage(of: task.id)
        expectWhole(page, columns, rows)
      }
    }
  }

  /// The frame contains only drawable characters, and panels have complete borders.
  private func expectWhole(_ dashboard: Dashboard, _ columns: Int, _ rows: Int) {
    let frame = Sample.frame(dashboard, columns, rows)
    for cell in frame.cells where cell.character != Cell.continuation {
      let isDrawn = cell.character.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0.value != 0x7F
      }
      #expect(isDrawn)
    }
    guard dashboard.overlay == nil, dashboard.prompt == nil,
      dashboard.notice == nil, !dashboard.options.ascii
    else { return }
    for place in dashboard.layout.places where place.box.rows > 2 {
      for row in place.box.row + 1..<place.box.endRow - 1 {
        let edges = [frame[place.box.column, row], frame[place.box.endColumn - 1, row]]
        #expect(edges.allSatisfy { $0.character == "│" }, "\(place.panel) at row \(row)")
      }
    }
  }

  private func log(_ level: String) -> String {
    """
    {"weir":2,"version":"1","scenario":"mill","started":"2026-11-22T09:00:00Z","source":"go",\
    "clock":"real","level":"\(level)"}
    {"t":0,"e":"taskCreated","task":1,"name":"grind-1","role":"grind","parent":0}
    {"t":1000,"e":"queueCreated","queue":1,"name":"sacks","capacity":4}
    {"t":500000000,"e":"queueCounted","queue":1,"enqueued":40,"dequeued":38,"done":38,"depth":2,"high":4}
    {"t":1000000000,"e":"pulse","written":4,"lost":0,"faults":0}

    """
  }

  @Test func `missing data is not shown as zero`() throws {
    var counts = try Replay.dashboard(over: log("counts"), name: "mill")
    var text = Sample.frame(counts, 120, 40).text
    #expect(text.contains("○ live") && !text.contains("○ created"))
    #expect(text.contains("Single items were not recorded."))
    #expect(text.contains("some checks need more than was recorded"))
    #expect(!text.contains("blocked"))
    (counts.places.focus, counts.places.isExpanded) = (.timeouts, true)
    #expect(Sample.frame(counts, 120, 40).text.contains("Timeouts were not recorded."))
    counts.places.focus = .tasks
    counts.show(.table)
    _ = counts.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    counts.settle()
    text = Sample.frame(counts, 120, 40).text
    let row = text.split(separator: "\n").first { $0.contains("grind-1") }
    #expect(row?.contains("–") == true && row?.contains(" 0s") == false)
    let steps = try Replay.dashboard(over: log("steps"), name: "mill")
    #expect(Sample.frame(steps, 120, 40).text.contains("○ created"))
  }
}
