import Testing
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@Suite struct RepeatCommandTests {
  private let scenario = ScenarioDescription(
    name: "producer-consumer", summary: "", guideSection: "",
    presets: [
      .init(name: "live", summary: "", values: ["consumers": .count(4), "capacity": .unlimited])
    ], defaultPreset: "live", pitfalls: [],
    knobs: [
      Knob(name: "consumers", unit: "", kind: .count(1...9, step: 1), help: ""),
      Knob(name: "capacity", unit: "", kind: .capacity(1...9, step: 1), help: ""),
    ], lengthKnob: "items")

  private func specification(_ consumers: Int, _ inputs: [TimedInput] = [], pitfall: String? = nil)
    -> RunSpecification
  {
    RunSpecification(
      scenario: "producer-consumer", preset: "live", pitfall: pitfall, seed: .max,
      parameters: [
        .init(name: "consumers", value: .count(consumers)),
        .init(name: "capacity", value: .unlimited),
      ], inputs: inputs)
  }

  private func input(_ seconds: Double, _ input: RunInput) -> TimedInput {
    TimedInput(Samples.instant(seconds), input)
  }

  private func command(_ specification: RunSpecification) -> String {
    RepeatCommand(specification, scenario: scenario).description
  }

  private let start = "weir run producer-consumer --preset live --seed 18446744073709551615"

  @Test func `a run of defaults needs scenario, preset and seed`() {
    #expect(command(specification(4)) == start)
  }

  @Test func `values that differ from the preset are set, and inputs have their instants`() {
    let inputs = [
      input(12.5, .parameterChanged(name: "consumers", value: .count(8))),
      input(20.000_000_001, .pitfallSwitched(nil)), input(30, .triggered("flood")),
      input(30, .markerSet("here it's odd")),
    ]
    #expect(
      command(specification(6, inputs, pitfall: "no-cancel"))
        == """
        \(start) --set consumers=6 --pitfall no-cancel --set consumers=8@12.5s --pitfall none@20000000001ns \
        --trigger flood@30s --mark 'here it'\\''s odd@30s'
        """.replacing("20000000001ns", with: "20.000000001s"))
  }

  @Test func `a value that looks like an option is in one word with its option`() {
    let inputs = [input(1, .markerSet("-x")), input(2, .markerSet("-\u{1B}"))]
    #expect(
      command(specification(4, inputs))
        == start + #" --mark=-x@1s "$(printf '\055-mark=-\033@2s')""#)
  }

  @Test func `a run at an instant is run until then and paused`() {
    let inputs = [input(1, .markerSet("here"))]
    #expect(
      RepeatCommand(
        specification(4, inputs), scenario: scenario, pausedAt: Samples.instant(1.25)
      ).description == start + " --mark here@1s --until 1.25s --paused")
  }

  @Test func `a log at an instant is replayed from there, whatever its name`() {
    func command(_ path: String) -> String {
      RepeatCommand(replaying: path, pausedAt: Samples.instant(2)).description
    }
    #expect(command("run.jsonl") == "weir replay run.jsonl --at 2s --paused")
    #expect(command("-x y") == "weir replay './-x y' --at 2s --paused")
  }

  @Test func `in ASCII other letters are escaped`() {
    let inputs = [input(1, .markerSet("é"))]
    #expect(
      RepeatCommand(specification(4, inputs), scenario: scenario).asciiText
        == start + #" --mark "$(printf '\303\251@1s')""#)
  }

  @Test func `without the scenario all parameters are written`() {
    #expect(
      RepeatCommand(specification(4), subcommand: "simulate").description
        == start.replacing("run", with: "simulate") + " --set consumers=4 --set capacity=unlimited")
  }

  @Test(arguments: UInt64(1)...50)
  func `parsing the options gives the inputs again, in order`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func below(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit)
    }
    var now: Int64 = 0
    let inputs = (0..<12).map { number in
      if below(2) == 0 { now += Int64(below(3_000_000_000)) }
      let inputs: [RunInput] = [
        .parameterChanged(name: "consumers", value: .count(number)),
        .pitfallSwitched("p-\(number)"), .triggered("t@\(number)s"), .markerSet("m#\(number)"),
      ]
      return TimedInput(VirtualInstant(nanoseconds: now), inputs[below(4)])
    }
    let arguments = RepeatCommand(specification(4, inputs), scenario: scenario).arguments
    #expect(read(Array(arguments.dropFirst(7))) == inputs)
  }

  /// As a command line does, which collects each option separately.
  private func read(_ arguments: [String]) -> [TimedInput] {
    var inputs = TimedInputs()
    for option in ["--set", "--pitfall", "--trigger", "--mark"] {
      for (name, value) in zip(arguments, arguments.dropFirst()) where name == option {
        let argument = TimedArgument(value)
        switch option {
        case "--set":
          guard let (knob, text) = argument.setting, let count = Int(text) else { continue }
          inputs.add(.parameterChanged(name: knob, value: .count(count)), at: argument)
        case "--pitfall": inputs.add(.pitfallSwitched(argument.text), at: argument)
        case "--trigger": inputs.add(.triggered(argument.text), at: argument)
        default: inputs.add(.markerSet(argument.text), at: argument)
        }
      }
    }
    return inputs.ordered
  }

  @Test func `two runs are compared at an instant by one command`() throws {
    let inputs = [input(2.5, .parameterChanged(name: "consumers", value: .count(8)))]
    let a = RepeatCommand.operand(specification(4, inputs, pitfall: "no-cancel"))
    let b = RepeatCommand.operand(specification(4), scenario: scenario)
    #expect(b == "producer-consumer --preset live --seed 18446744073709551615")
    let command = RepeatCommand(comparing: a, with: b, pausedAt: Samples.instant(12.5))
    #expect(command.arguments == ["weir", "compare", a, b, "--at", "12.5s", "--paused"])
    // As the shell reads A, and then weir.
    let words = try #require(ShellWords(command.description)?.words)
    #expect(words == command.arguments)
    let run = try #require(ShellWords(words[2])?.words)
    #expect(run.suffix(2) == ["--set", "consumers=8@2.5s"])
    for (path, operand) in [
      ("run.jsonl", "run.jsonl"), ("service", "./service"), ("-x.jsonl", "./-x.jsonl"),
      ("/tmp/a b", "/tmp/a b"), ("pool x.jsonl", "./pool x.jsonl"),
    ] {
      #expect(RepeatCommand.operand(log: path) == operand)
    }
  }
}
