import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct LeakedResourceLintTests {
  private let pool = PoolID(1)

  /// Users that end and keep what they hold, one a second.
  private func leaked(_ count: UInt32, _ rest: (inout Script) -> Void = { _ in }) -> Script {
    var script = Script()
    script.pool(pool, "disk", capacity: 4)
    for number in 1...count {
      script.at("\(number)s")
      script.start(TaskID(number), "user-\(number)")
      script.add(.pool(pool, .acquired(by: TaskID(number), resource: ResourceID(number))))
      script.at("\(number * 1000 + 500)ms")
      script.add(.pool(pool, .leaked(by: TaskID(number), resource: ResourceID(number))))
      script.end(TaskID(number), .failed, error: "UseError")
    }
    script.at("9s")
    rest(&script)
    return script
  }

  @Test func `a resource released before its user ends is not leaked`() {
    var script = Script()
    script.pool(pool, "disk", capacity: 4)
    script.start(TaskID(1), "user-1")
    script.add(
      .pool(pool, .acquired(by: TaskID(1), resource: ResourceID(1))),
      .pool(pool, .released(by: TaskID(1), resource: ResourceID(1))))
    script.end(TaskID(1))
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a leak leads to where the task last waited, or to the pool`() {
    let (use, made) = (
      CallSite(file: Symbol("app.py"), line: 7), CallSite(file: Symbol("app.py"), line: 2)
    )
    for isPlaced in [true, false] {
      var script = Script()
      script.add(.pool(pool, .created(name: Label("disk"), at: made, capacity: 4)))
      script.start(TaskID(1), "user-1")
      script.add(.pool(pool, .acquired(by: TaskID(1), resource: ResourceID(1))))
      if isPlaced {
        script.add(.task(TaskID(1), .suspended(on: .sleep(until: instant("1s")), at: use)))
        script.wake(TaskID(1))
      }
      script.add(.pool(pool, .leaked(by: TaskID(1), resource: ResourceID(1))))
      script.end(TaskID(1))
      #expect(script.analysis(until: "2s").findings.map(\.place) == [isPlaced ? use : made])
    }
  }

  @Test func `leaks of a pool are one finding, as long as any resource is lost`() {
    #expect(
      findings(in: leaked(3), until: "1h") == ["1.5s + resource-leaked disk since 1.5s"])
    let reclaimed = leaked(3) { script in
      script.add(.pool(pool, .released(by: TaskID(1), resource: ResourceID(1))))
      script.add(
        .pool(pool, .connectionClosed(by: .none, resource: ResourceID(3), cause: .invalid)))
      script.at("10s")
      script.add(.pool(pool, .acquired(by: TaskID(9), resource: ResourceID(2))))
    }
    #expect(
      findings(in: reclaimed, until: "1h") == [
        "1.5s + resource-leaked disk since 1.5s", "10s - resource-leaked disk",
      ])
  }

  @Test func `the evidence of a leak names the task, the resource and since when it was held`() {
    #expect(
      leaked(2).analysis().findings.map(\.evidence) == [
        """
        2 of the 4 resources of disk are leaked: user-1 ended at 1.5s with resource 1, held since 1s; user-2 ended at 2.5s with \
        resource 2, held since 2s.
        """
      ])
  }

  @Test func `reclaimed resources are no longer in the evidence`() {
    let script = leaked(2) { script in
      script.add(.pool(pool, .released(by: TaskID(1), resource: ResourceID(1))))
    }
    #expect(
      script.analysis().findings.map(\.evidence) == [
        "1 of the 4 resources of disk is leaked: user-2 ended at 2.5s with resource 2, held since 2s."
      ])
  }
}
