import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct SaturatedQueueLintTests {
  private let queue = QueueID(1)

  /// A queue whose depth changes at some instants.
  private func depths(capacity: UInt32?, _ depths: [(String, UInt32)]) -> Script {
    var script = Script()
    script.queue(queue, "intake", capacity: capacity)
    for (time, depth) in depths {
      script.at(time)
      script.add(.queue(queue, .enqueued(by: .none, item: ItemID(1), depth: depth)))
    }
    return script
  }

  @Test func `a queue that is full for most of a window is reported`() {
    #expect(
      findings(in: depths(capacity: 20, [("2s", 18)]), until: "1h") == [
        "10s + queue-saturated intake since 0s"
      ])
  }

  @Test func `the finding leads to where the queue was created`() {
    let place = CallSite(file: Symbol("app.py"), line: 2)
    var script = Script()
    script.add(
      .queue(
        queue, .created(name: Label("intake"), at: place, capacity: 1, overflow: .block)),
      .queue(queue, .enqueued(by: .none, item: ItemID(1), depth: 1)))
    #expect(script.analysis(until: "11s").findings.map(\.place) == [place])
  }

  @Test func `below nine tenths of its capacity it is not full`() {
    #expect(findings(in: depths(capacity: 20, [("0s", 17)]), until: "1h").isEmpty)
  }

  @Test func `an unlimited queue is never full`() {
    #expect(findings(in: depths(capacity: nil, [("0s", 100_000)]), until: "1h").isEmpty)
  }

  @Test func `full for less than four fifths of the window is not saturated`() {
    let script = depths(capacity: 1, [("0s", 1), ("7.9s", 0), ("10.1s", 1), ("17.9s", 0)])
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `short times at capacity add up`() {
    var steps: [(String, UInt32)] = []
    for tick in 0..<200 {
      steps.append(("\(tick * 100)ms", 1))
      steps.append(("\(tick * 100 + 85)ms", 0))
    }
    #expect(
      findings(in: depths(capacity: 1, steps), until: "20s") == [
        "10s + queue-saturated intake since 0s"
      ])
  }

  @Test func `saturation is cleared when the queue is full for at most half of the window`() {
    let script = depths(capacity: 1, [("0s", 1), ("12s", 0)])
    #expect(
      findings(in: script, until: "1h") == [
        "10s + queue-saturated intake since 0s", "17s - queue-saturated intake",
      ])
  }

  @Test func `a larger capacity clears saturation`() {
    var script = depths(capacity: 1, [("0s", 1)])
    script.at("20s")
    script.add(.queue(queue, .reconfigured(capacity: nil, overflow: .block)))
    #expect(
      findings(in: script, until: "1h") == [
        "10s + queue-saturated intake since 0s", "25s - queue-saturated intake",
      ])
  }

  @Test func `a jump over centuries costs no more than one window`() {
    let script = depths(capacity: 1, [("0s", 1), ("2000000h", 0)])
    #expect(findings(in: script, until: "2000001h").count == 2)
  }

  @Test func `the evidence of saturation states shares`() {
    var analysis = Analysis()
    for event in depths(capacity: 8, [("1.5s", 8)]).events { analysis.fold(event) }
    analysis.advance(to: instant("11s"), state: .running)
    #expect(
      analysis.findings.map(\.evidence) == [
        "All 8 places of intake were taken for 85% of the last 10s (warns from 80%)."
      ])
  }

  @Test func `the evidence of saturation is updated while the finding is raised`() {
    var analysis = Analysis()
    let script = depths(capacity: 8, [("1.5s", 8), ("14s", 0), ("15s", 8)])
    let shares = [("10s", 85), ("11s", 95), ("12s", 100), ("17s", 90), ("60s", 100)]
    var events = script.events[...]
    for (time, percent) in shares {
      while let event = events.first, event.instant <= instant(time) {
        analysis.fold(event)
        events.removeFirst()
      }
      analysis.advance(to: instant(time).advanced(by: .milliseconds(1)), state: .running)
      #expect(analysis.findings.first?.evidence.contains("for \(percent)% of") == true, "\(time)")
      #expect(analysis.findings.first?.since == .zero)
    }
    #expect(analysis.takeFindingChanges().count == 1)
  }

  @Test func `a queue that is full when it is created counts as full from then on`() {
    var script = Script()
    script.add(
      .queue(
        QueueID(1),
        .created(name: Label("jobs"), depth: 20, capacity: 20, overflow: .block)))
    #expect(
      findings(in: script, until: "1m") == ["10s + queue-saturated jobs since 0s"])
    script.at("1s")
    script.add(
      .queue(QueueID(1), .counted(enqueued: 9, dequeued: 20, done: 9, depth: 9, high: 20)))
    #expect(findings(in: script, until: "1m").isEmpty)
  }

  @Test func `a queue that is reported again continues as it was`() {
    var script = Script()
    script.queue(QueueID(1), "jobs", capacity: 20)
    script.add(.queue(QueueID(1), .enqueued(by: .none, item: ItemID(1), depth: 20)))
    script.at("5s")
    script.add(
      .queue(
        QueueID(1),
        .created(name: Label("jobs"), depth: 20, capacity: 20, overflow: .block)))
    #expect(findings(in: script, until: "1m") == ["10s + queue-saturated jobs since 0s"])
  }
}
