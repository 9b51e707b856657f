import Testing
import WeirAnalysis
import WeirEvents
import WeirSession

@testable import weir

@Suite struct FindingLinesTests {
  /// The log of a program in which tasks of a number of roles fail unobserved, and which continues
  /// for a while.
  private func log(roles: Int, until seconds: Int) -> [UInt8] {
    var text = TestLog.header
    for role in 1...roles {
      text += """
        {"t":\(role),"e":"taskCreated","task":\(role),"name":"t-\(role)","role":"r-\(role)","parent":0}
        {"t":\(role),"e":"errorUnobserved","task":\(role),"error":"Broken"}

        """
    }
    return Array((text + TestLog.end(at: seconds * 1000)).utf8)
  }

  @Test(arguments: [1, 1_000, 1_010])
  func `each current finding counts once, however many there are`(roles: Int) throws {
    try RecordedRun.report(log(roles: roles, until: 1)) { run in
      let found = FindingLines(run.findings, run.model.analysis)
      #expect(run.model.analysis.foldedFindings.count == roles)
      #expect(found.count == roles && found.lines.count == roles)
    }
  }

  @Test func `cleared findings without an entry are counted together`() throws {
    try RecordedRun.report(log(roles: 1_010, until: 3_600)) { run in
      let found = FindingLines(run.findings, run.model.analysis)
      #expect(run.model.analysis.foldedFindings.isEmpty)
      #expect(found.count == 1_010 && found.lines.count == 1_001)
      #expect(found.lines.last == "10 more findings.")
    }
  }
}
