import Testing
import WeirEvents

@testable import WeirEngine

/// The decisions of the scheduler as a table of stimuli and decisions.
@Suite struct SchedulerTests {
  @Test(arguments: [
    ("run 9", "0s running"),
    ("job a; job b; run 0", "0s run a on w1, 0s run b on w1, 0s running"),
    (
      "job a; step; job b; job c; run 0",
      "0s run a on w1, 0s run b on w1, 0s run c on w1, 0s running"
    ),
    ("park a 1; job b; run 1", "0s run b on w1, 1s wake a, 1s running"),
  ])
  func `jobs run in the order in which they came, before any time passes`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    ("park c 3; park a 1; park b 2; run 9", "1s wake a, 2s wake b, 3s wake c, 3s running"),
    ("park a 1; park b 1; park c 1; run 9", "1s wake a, 1s wake b, 1s wake c, 1s running"),
    ("park a 2; run 1; rest 1; park b 2; run 2", "0s running, 2s wake a, 2s wake b, 2s running"),
    ("rest 5; park a 3; park b -3; run 9", "5s wake a, 5s wake b, 5s running"),
    ("park a 1; reserve b; set b 1; run 9", "1s wake a, 1s wake b, 1s running"),
    ("reserve a; park b 1; set a 1; run 9", "1s wake b, 1s wake a, 1s running"),
    ("park a 9223372036; run 9", "0s running"),
  ])
  func `timers are due by instant, then in the order in which they were set`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    ("park a 1; cancel a; run 9", "0s a cancelled, 0s running"),
    ("park a 1; cancel a; cancel a", "0s a cancelled, 0s a not cancelled"),
    ("park a 1; run 1; cancel a", "1s wake a, 1s running, 1s a not cancelled"),
    (
      "park a 1; run 1; park b 2; cancel a; run 2",
      "1s wake a, 1s running, 1s a not cancelled, 2s wake b, 2s running"
    ),
    ("reserve a; cancel a; set a 1; run 9", "0s a not cancelled, 0s a refused, 0s running"),
    (
      "reserve a; cancel a; set a 1; reserve b; set b 1; run 9",
      "0s a not cancelled, 0s a refused, 1s wake b, 1s running"
    ),
    ("reserve a; set a 1; cancel a; run 9", "0s a cancelled, 0s running"),
  ])
  func `a cancelled timer is never due`(stimuli: String, decisions: String) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    ("alarm a 1; park b 1; run 9", "1s wake b, 1s call a, 1s running"),
    ("alarm b 2; alarm a 1; run 9", "1s call a, 2s call b, 2s running"),
    ("alarm a 1; alarm b 1; run 9", "1s call a, 1s call b, 1s running"),
    ("rest 5; alarm a 3; run 9", "5s call a, 5s running"),
    ("input i 1; alarm a 1; run 9", "1s call a, 1s input i, 1s running"),
    ("alarm a 1; silence a; silence a; park b 1; run 9", "1s wake b, 1s running"),
    (
      "alarm a 1; park b 1; step; job c; run 9",
      "1s wake b, 1s run c on w1, 1s call a, 1s running"
    ),
  ])
  func `alarms go off after all else at their instant that is no input, and after its jobs`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    ("input i 1; park a 1; run 9", "1s wake a, 1s input i, 1s running"),
    (
      "input i 1; park a 1; step; job b; run 9", "1s wake a, 1s run b on w1, 1s input i, 1s running"
    ),
    ("input i 1; park a 2; run 9", "1s input i, 2s wake a, 2s running"),
    ("input i 2; input j 1; input k 1; run 9", "1s input j, 1s input k, 2s input i, 2s running"),
    ("rest 5; input i 3; park a 5; run 9", "5s input i, 5s wake a, 5s running"),
    ("input i 3; run 2", "0s running"),
    ("job a; input i 0; run 0", "0s run a on w1, 0s input i, 0s running"),
  ])
  func `inputs come after everything else that is due at their instant`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    (1, "compute a 2; job b; run 9", "2s continue a on w1, 2s run b on w1, 2s running"),
    (1, "compute a 2; park b 1; run 9", "1s wake b, 2s continue a on w1, 2s running"),
    (2, "compute a 2; job b; run 9", "0s run b on w2, 2s continue a on w1, 2s running"),
    (
      2, "compute a 2; job b; step; compute b 1; job c; run 9",
      "0s run b on w2, 1s continue b on w2, 1s run c on w2, 2s continue a on w1, 2s running"
    ),
    (1, "compute a -1; job b; run 9", "0s continue a on w1, 0s run b on w1, 0s running"),
  ])
  func `a computation holds its worker, and continues before all others`(
    workers: Int, stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli, .init(workers: workers)) == decisions)
  }

  @Test(arguments: [
    ("workers 2", "new w2, new w3"),
    ("workers 2; workers 1; workers 3", "new w2, new w3, new w4"),
    ("offload a 1; run 9", "0s running"),
    ("offload a 1; workers 1; run 9", "new w2, 0s a takes w2, 1s a leaves w2, 1s running"),
    (
      "workers 1; offload a 1; offload b 1; run 9",
      "new w2, 0s a takes w2, 1s a leaves w2, 1s b takes w2, 2s b leaves w2, 2s running"
    ),
    (
      "workers 1; offload a 1; offload b 1; withdraw b; withdraw a; run 9",
      "new w2, 0s a takes w2, 0s b withdrawn, 0s a not withdrawn, 1s a leaves w2, 1s running"
    ),
    (
      "workers 2; offload a 2; offload b 1; workers 1; offload c 1; run 2",
      "new w2, new w3, 0s a takes w2, 0s b takes w3, 1s b leaves w3, 2s a leaves w2, 2s c takes w2, "
        + "2s running"
    ),
    (
      "workers 1; offload a 2; job b; run 9",
      "new w2, 0s a takes w2, 0s run b on w1, 2s a leaves w2, 2s running"
    ),
    ("workers -1; offload a 1; run 9", "0s running"),
    (
      "offload a 1; offload b 1; workers 1; run 9",
      "new w2, 0s a takes w2, 1s a leaves w2, 1s b takes w2, 2s b leaves w2, 2s running"
    ),
  ])
  func `background computations begin in the order in which they came`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    ("main; run 9", "0s stalled"),
    ("main; park a 10; run 9", "0s running"),
    ("main; park a 10; end 1; run 9", "0s finished"),
    ("main; job a; end 1; run 9", "0s run a on w1, 0s finished"),
    ("main; end 2; run 9", "0s stalled"),
    ("main; run 9; input i 2; run 9", "0s stalled, 2s input i, 2s stalled"),
    ("main; end 1; run 9; input i 2; run 9", "0s finished, 0s finished"),
    ("main; run 9; rest 5; park a 5; run 9", "0s stalled, 5s wake a, 5s stalled"),
    ("main; park a 9223372037; run 9", "0s stalled"),
    ("main; job a; disturb; run 9", "0s stalled"),
    ("main; job a; disturb; run 9; input i 1; run 9", "0s stalled, 0s stalled"),
    (
      "main; park a 3; tear-down; disturb; run 9; torn-down; run 9",
      "3s wake a, 3s running, 3s stalled"
    ),
    ("main; end 1; tear-down; park a 3; run 9", "3s wake a, 3s running"),
    ("main; tear-down; end 1; park a 3; run 9", "3s wake a, 3s running"),
  ])
  func `a run ends with its main task, or when nothing can ever happen, or when it is disturbed`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test(arguments: [
    ("job a; job b; job c; run 9", "0s run a on w1, 0s run b on w1, 0s stalled"),
    (
      "job a; park x 1; step; run 1; job b; run 9",
      "0s run a on w1, 1s wake x, 1s running, 1s run b on w1, 1s running"
    ),
    (
      "job a; job b; job c; run 9; input i 0; run 9",
      "0s run a on w1, 0s run b on w1, 0s stalled, 0s run c on w1, 0s input i, 0s running"
    ),
    ("compute a 0; job b; run 9", "0s continue a on w1, 0s run b on w1, 0s stalled"),
    (
      "job a; job b; job c; tear-down; run 9; torn-down; run 9",
      "0s run a on w1, 0s run b on w1, 0s run c on w1, 0s running, 0s stalled"
    ),
  ])
  func `a run is halted after too many steps at one instant, and an input allows as many more`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli, .init(stepsAtOneInstant: 2)) == decisions)
  }

  @Test(arguments: [
    ("allow 5; pass 5; pass 5", "5s passed, 5s no pass"),
    ("pass 1", "0s no pass"),
    ("allow 5; pass 6", "0s no pass"),
    ("allow 5; pass 0", "0s no pass"),
    ("allow 9223372037; pass 9223372037", "0s no pass"),
    ("allow 5; job a; pass 5", "0s no pass"),
    ("allow 5; compute a 9; pass 5", "0s no pass"),
    ("allow 5; park a 5; pass 5; pass 4", "0s no pass, 4s passed"),
    ("allow 5; park a 5; cancel a; pass 5", "0s a cancelled, 5s passed"),
    ("allow 5; input i 5; pass 5; pass 4", "0s no pass, 4s passed"),
    ("allow 5; main; pass 5", "5s passed"),
    ("allow 5; main; end 1; pass 5", "0s no pass"),
    ("steps 2; pass 1; pass 2; pass 3", "1s passed, 2s passed, 2s no pass"),
    ("steps 2; job a; step; pass 1; pass 2", "0s run a on w1, 1s passed, 1s no pass"),
    ("steps 2; job a; job b; job c; run 9", "0s run a on w1, 0s run b on w1, 0s running"),
  ])
  func `time passes without a suspension if nothing else can happen, within the allowed limits`(
    stimuli: String, decisions: String
  ) {
    #expect(SchedulerScript.decisions(stimuli) == decisions)
  }

  @Test func `a seed determines the order of ready jobs, and no job is lost`() {
    let stimuli = "job a; job b; job c; job d; job e; run 0"
    var orders: Set<String> = []
    for seed in UInt64(0)..<100 {
      let configuration = Simulation.Configuration(seed: seed, readyOrder: .seeded)
      let decisions = SchedulerScript.decisions(stimuli, configuration)
      #expect(SchedulerScript.decisions(stimuli, configuration) == decisions)
      for job in ["a", "b", "c", "d", "e"] {
        #expect(decisions.split(separator: "run \(job) on").count == 2)
      }
      orders.insert(decisions)
    }
    #expect(orders.count > 50)
  }
}
