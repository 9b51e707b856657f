import ArgumentParser
import Testing
import WeirScenarios
import WeirSession
import WeirTrace

@testable import weir

@Suite struct FailureTests {
  /// What the program says to a command line that it can't carry out.
  private func refusal(_ words: String) -> Failure? {
    do {
      let arguments = words.split(separator: " ").map(String.init)
      var command = try Weir.parseAsRoot(arguments)
      try command.run()
      return nil
    } catch {
      return Failure(error)
    }
  }

  @Test(arguments: [
    ("simulate producer-consumr --for 1s", "Did you mean 'producer-consumer'?"),
    ("simulate lighthouse --for 1s", "See 'weir list'."),
    ("simulate producer-consumer --for 1s --preset lif", "Did you mean 'live'?"),
    ("simulate producer-consumer --for 1s --pitfall x", "Choose one of no-task-done, no-cancel."),
    ("simulate producer-consumer --for 1s --set consumer=1", "Did you mean 'consumers'?"),
    ("simulate producer-consumer --for 1s --set consumers=65", "Give a value from 1 to 64."),
    ("simulate service --for 1s --trigger brst@1s", "Did you mean 'burst'?"),
    ("simulate pool --for 1s --trigger burst@1s", "Leave --trigger burst out."),
    (
      "simulate service --until-finished",
      "Give --for DURATION, or limit it, for example with --preset guide or --set requests=100."
    ),
    (
      "simulate producer-consumer --for 1s --set consumers=many",
      "Give a whole number from 1 to 64."
    ),
    ("simulate producer-consumer --for 1s --set consumers", "Write it as KNOB=VALUE, for example"),
    ("simulate producer-consumer --for 1s --seed one", "Give a whole number from 0 to"),
    ("simulate producer-consumer --for soon", "Give a duration such as 250ms"),
    ("simulate producer-consumer", "Add --for DURATION"),
    ("simulate producer-consumer --until-finished", "Give --for DURATION"),
    ("simulate producer-consumer --for 1s --json --csv", "Give either --json or --csv."),
    ("simulate producer-consumer --fr 1s", "?"),
    ("simulate producer-consumer --for", "Write it as 'weir --help' tells."),
    ("simulate producer-consumer --for 1s --record-level some", "one of 'all' and 'inputs'"),
    ("simulate", "Write it as 'weir --help' tells."),
  ])
  func `wrong words are answered with what is wrong and what to do`(words: String, advice: String)
    throws
  {
    let failure = try #require(refusal(words))
    #expect(failure.message.contains(advice))
    #expect(failure.exitCode == 2)
    #expect(Self.sentences(in: failure.message) == 2)
  }

  @Test func `a log that can't be written has an exit code of its own`() throws {
    let failure = try #require(
      refusal("simulate producer-consumer --for 1s --record /nowhere/at/all.jsonl"))
    #expect(failure.exitCode == 3)
    #expect(Self.sentences(in: failure.message) == 2)
  }

  /// How many sentences a text has: ends of sentences followed by a space or nothing.
  private static func sentences(in text: String) -> Int {
    let padded = text + " "
    return zip(padded, padded.dropFirst()).count { ".?".contains($0) && $1 == " " }
  }
}
