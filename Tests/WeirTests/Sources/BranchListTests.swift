import Testing
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirScenarios
import WeirScreen

@testable import WeirDashboard
@testable import weir

/// The list of branches of a real run: the thread is real; the tests wait for its updates.
@Suite struct BranchListTests {
  private func goTo(_ seconds: Int64) -> SourceCommand {
    .goTo(.instant(VirtualInstant(nanoseconds: seconds * 1_000_000_000)))
  }

  @Test func `a branch without a change has the digest of the original, which can be gone to`()
    async throws
  {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 3)
    var bench = try RunBench(specification, speed: 1, isPaused: true)
    var (arrivals, digests) = (0, [String]())
    bench.source.perform([goTo(20)])
    _ = await bench.run { (input: SessionInputs.Input, bench: inout RunBench) -> Bool in
      guard case .updated(let update) = input else { return true }
      switch update {
      case .seekEnded:
        arrivals += 1
        if arrivals == 1 {
          digests.append(bench.shown.model.digest.hexadecimal)
          bench.source.perform([goTo(8)])
        } else if arrivals == 2 {
          bench.source.perform([.resume])
        } else if arrivals == 3 {
          digests.append(bench.shown.model.digest.hexadecimal)
          let branches = bench.shown.dashboard.run.presentBranches
          #expect(branches.branches.map(\.name) == ["branch-1", "branch-2"])
          #expect(branches.branches.map(\.outcome.digest) == digests)
          let ends = branches.branches.map(\.outcome.end.instant.nanoseconds)
          #expect(ends == [20_000_000_000, 20_000_000_000])
          #expect(
            branches.branches.map { branches.difference(of: $0, from: []) }
              == ["no change", "no change"])
          _ = bench.shown.dashboard.handle(.terminal(.keyPressed(.character("B"))))
          let commands = bench.shown.dashboard.handle(.terminal(.keyPressed(.enter)))
          #expect(commands == [.goToFuture(0)])
          bench.source.perform(.goToFuture(0))
        }
      case .branched: bench.source.perform([.pause, goTo(20)])
      case .entered:
        digests.append(bench.shown.model.digest.hexadecimal)
        let run = bench.shown.dashboard.run
        #expect(run.branches.present == 0 && !run.isInPast && run.repeatedShare == nil)
        return false
      default: break
      }
      return true
    }
    #expect(digests.count == 3 && Set(digests).count == 1)
  }

  @Test func `a branch that is left before it is reached leaves the run as it was`() async throws {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 3)
    var bench = try RunBench(specification, speed: 1, isPaused: true)
    var (arrivals, isLeft) = (0, false)
    bench.source.perform([goTo(600)])
    _ = await bench.run { (input: SessionInputs.Input, bench: inout RunBench) -> Bool in
      guard case .updated(let update) = input else { return true }
      switch update {
      case .seekEnded:
        arrivals += 1
        if arrivals == 1 { bench.source.perform([goTo(8)]) }
        if arrivals == 2 { bench.source.perform([.resume]) }
      case .branched: bench.source.perform([.goToFuture(0), .pause])
      case .atHead:
        isLeft = true
        let run = bench.shown.dashboard.run
        #expect(run.repeatedShare == nil && run.branches.present == 1)
        return false
      case .entered: return false
      default: break
      }
      return true
    }
    #expect(isLeft)
  }

  @Test func `markers belong to their future, and one in the past begins no other`() async throws {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 3)
    var bench = try RunBench(specification, speed: 1, isPaused: true)
    var (arrivals, seen) = (0, [[String]]())
    func mark(_ name: String, _ bench: inout RunBench) -> [Command] {
      bench.shown.dashboard.apply([.call(.mark(name))])
    }
    func names(_ bench: RunBench) -> [String] {
      bench.shown.dashboard.run.markers.markers.map(\.name)
    }
    bench.source.perform([goTo(20)])
    _ = await bench.run { (input: SessionInputs.Input, bench: inout RunBench) -> Bool in
      guard case .updated(let update) = input else { return true }
      switch update {
      case .seekEnded:
        arrivals += 1
        if arrivals == 1 {
          #expect(mark("late", &bench) == [.send(.markerSet("late"))])
          bench.source.perform([.send(.markerSet("late")), goTo(8)])
        } else if arrivals == 2 {
          #expect(mark("early", &bench).isEmpty)
          seen.append(names(bench))
          let marks = bench.shown.dashboard.run.timeline.marks[.marker]
          #expect(marks.map(\.text) == ["early", "late"])
          bench.source.perform([goTo(4)])
        } else if arrivals == 3 {
          let back = bench.shown.dashboard.apply([.perform(.run(.nextMarker))])
          #expect(back == [.goTo(.instant(VirtualInstant(nanoseconds: 8_000_000_000)))])
          bench.source.perform([goTo(10)])
        } else if arrivals == 4 {
          bench.source.perform([.resume])
        }
      case .branched:
        seen.append(names(bench))
        bench.source.perform([.pause, .goToFuture(0)])
      case .entered:
        seen.append(names(bench))
        return false
      default: break
      }
      return true
    }
    #expect(seen == [["early", "late"], ["early"], ["early", "late"]])
  }

  @Test func `thresholds that change while another future begins count in its past`() async throws {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 3)
    var bench = try ReplayBench(specification)
    var strict = LintThresholds()
    strict.joinGrace = .milliseconds(1)
    var arrivals = 0
    bench.source.perform(goTo(20))
    for await update in bench.source.updates {
      if case .branched(let past, let place, _) = update {
        bench.shown.dashboard.use(strict)
        bench.shown.noteThresholds()
        bench.shown.take(update)
        #expect(past.restore(place)?.history.thresholds == strict)
        break
      }
      bench.shown.take(update)
      guard case .seekEnded = update else { continue }
      arrivals += 1
      bench.source.perform(arrivals == 1 ? goTo(8) : .resume)
    }
    bench.source.stop()
  }
}
