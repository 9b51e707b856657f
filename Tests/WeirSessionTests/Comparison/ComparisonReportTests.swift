import Testing
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirSession

@Suite struct ComparisonReportTests {
  private func run(_ specification: RunSpecification, _ kinds: [Event.Kind]) -> ComparedRun {
    var model = RunModel(of: specification, in: nil)
    let instants = kinds.indices.map { Double($0) / 10 }
    model.fold(Samples.batch(kinds, at: instants, until: 2))
    return ComparedRun(model, version: "1.2.3")
  }

  @Test func `a comparison is one object with its keys in order`() throws {
    var other = Samples.specification
    other.parameters[1].value = .count(16)
    other.pitfall = "no-cancel"
    let report = ComparisonReport(
      run(Samples.specification, []), run(other, [.request(TaskID(1), .started)]),
      firstDifference: .init(event: 1, at: Samples.instant(0.5), a: "nothing more", b: "this"),
      isEqual: false)
    guard case .object(let members) = report.json else {
      Issue.record("A comparison is an object.")
      return
    }
    #expect(
      members.map(\.key) == ["a", "b", "parameters", "firstDifference", "isEqual", "figures"])
    #expect(report.json["a"] == report.a.summary && report.json["b"] == report.b.summary)
    #expect(
      report.json["parameters"]?.compact == """
        [{"name":"pitfall","a":null,"b":"no-cancel"},{"name":"capacity","a":"unlimited","b":16}]
        """)
    #expect(
      report.json["firstDifference"]?.compact == """
        {"event":1,"atSeconds":0.5,"a":"nothing more","b":"this"}
        """)
    guard case .array(let figures)? = report.json["figures"] else {
      Issue.record("Figures are a list.")
      return
    }
    #expect(
      figures.first?.compact == """
        {"name":"goodput","unit":"/s","a":0,"b":0,"delta":0,"deltaShare":0,"better":null}
        """)
    #expect(
      figures.last?.compact == """
        {"name":"findings","unit":"count","a":0,"b":0,"delta":0,"deltaShare":0,"better":null}
        """)
    #expect(
      figures.contains { figure in
        figure.compact == """
          {"name":"items.failed","unit":"count","a":null,"b":0,"delta":null,"deltaShare":null,"better":null}
          """
      })
  }

  @Test func `equal runs have no difference, and other inputs are a parameter`() {
    let plain = run(Samples.specification, [])
    let equal = ComparisonReport(plain, plain, firstDifference: nil, isEqual: true)
    #expect(equal.json["isEqual"] == .bool(true))
    // One may only be longer.
    #expect(
      ComparisonReport(plain, plain, firstDifference: nil, isEqual: false).json["isEqual"]
        == .bool(false))
    #expect(equal.json["firstDifference"] == .null && equal.json["parameters"] == .array([]))
    let marked = run(Samples.specification, [.input(.markerSet(name: Symbol("here")))])
    #expect(
      ComparisonReport(plain, marked, firstDifference: nil, isEqual: false).json["parameters"]?
        .compact == """
          [{"name":"inputs","a":[],"b":[{"atSeconds":0,"marker":"here"}]}]
          """)
  }
}
