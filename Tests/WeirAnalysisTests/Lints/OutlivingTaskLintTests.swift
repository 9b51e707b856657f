import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct OutlivingTaskLintTests {
  private let parent = TaskID(1)
  private let children = [TaskID(2), TaskID(3)]

  /// A parent with two children; the rest happens at 5 s.
  private func family(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.start(parent, "main")
    for child in children { script.start(child, "child-\(child.rawValue)", parent: parent) }
    script.at("5s")
    rest(&script)
    return script
  }

  private func end(_ task: TaskID) -> Event.Kind {
    .task(task, .finished(.completed, error: .empty))
  }

  @Test func `a parent that ends after its children is not reported`() {
    let script = family { $0.add(end(children[0]), end(children[1]), end(parent)) }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a parent that has cancelled its children is not reported`() {
    let script = family { script in
      for child in children { script.add(.task(child, .cancellationRequested(by: parent))) }
      script.add(end(parent), end(children[0]), end(children[1]))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `children never cancelled are reported until the last one has ended or is cancelled`()
  {
    let script = family { script in
      script.add(end(parent))
      script.at("6s")
      script.add(end(children[0]))
      script.at("7s")
      script.add(.task(children[1], .cancellationRequested(by: .none)))
    }
    #expect(
      findings(in: script, until: "7s") == [
        "5s + task-outlives-parent child-2 and 1 more since 5s",
        "7s - task-outlives-parent child-2 and 1 more",
      ])
  }

  @Test func `the evidence names parent and child`() {
    let script = family { $0.add(end(children[0]), end(parent)) }
    var analysis = Analysis()
    for event in script.events { analysis.fold(event) }
    #expect(analysis.findings.map(\.subject) == ["child-3"])
    #expect(
      analysis.findings.map(\.evidence) == [
        "main ended at 5s and left child-3 behind, which was never cancelled."
      ])
  }

  /// If a parent is only the task that created another, that one may continue.
  @Test(arguments: [true, false], [true, false])
  func `in a log whose parents are creators, only structured tasks are reported`(
    areParentsScopes: Bool, isStructured: Bool
  ) {
    var details = TaskOrigin.Details()
    details.isStructured = isStructured
    var script = Script()
    script.start(parent, "main")
    script.add(
      .task(
        children[0],
        .created(
          name: Label("child-2"), role: Symbol("child"), parent: parent,
          origin: TaskOrigin(details))))
    script.at("5s")
    script.end(parent)
    var analysis = Analysis(areParentsScopes: areParentsScopes)
    analysis.use(LintThresholds())
    for event in script.events { analysis.fold(event) }
    #expect(analysis.findings.count == (areParentsScopes || isStructured ? 1 : 0))
  }
}
