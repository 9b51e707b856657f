import ArgumentParser
import Foundation
import Testing
import WeirFiles
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

@Suite struct FailureTests {
  /// The error for an invalid command line.
  private func refusal(_ words: String) async -> Failure? {
    do {
      let arguments = words.split(separator: " ").map(String.init)
      var command = try Weir.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
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
    ("simulate pool --for 1s --trigger burst@1s", "Leave out --trigger burst."),
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
    ("simulate producer-consumer --for", "See 'weir help simulate'."),
    ("simulate producer-consumer --for -5s", "'-5s', which is negative."),
    ("simulate producer-consumer --for 9999999h", "which is too long."),
    ("simulate producer-consumer --for 1s --seed -1", "'-1' is out of range."),
    ("simulate producer-consumer --for 1s --seed 18446744073709551616", "is out of range."),
    ("simulate producer-consumer --for 1s --set consumers=-1", "which is out of range."),
    ("simulate producer-consumer --for 1s --set consumers=4@-1s", "'-1s' is not an instant."),
    ("simulate producer-consumer --for 1s --set consumers=4@foo", "'foo' is not an instant."),
    ("simulate producer-consumer --for 1s --set consumers=4@", "'' is not an instant."),
    ("simulate producer-consumer --for 1s --pitfall no-cancel@soon", "'soon' is not an instant."),
    ("simulate service --for 1s --trigger burst@", "'' is not an instant."),
    ("simulate service --for 1s --trigger burst", "Write it as NAME@INSTANT"),
    ("simulate producer-consumer --for 1s --mark @0.5s", "which has no name."),
    ("simulate producer-consumer --for 1s --mark a@1s --mark a@2s", "Two markers are named 'a'."),
    ("run pool --at soon", "Give a place such as 12.5s"),
    ("run pool --until +5s", "Give the time from the start"),
    ("compare pool pool --at 5s --for 1s", "Omit --at"),
    ("replay log --follow --at 40%", "omit --follow"),
    ("run --speed -1", "The speed '-1' is out of range."),
    ("run --speed nan", "The speed 'nan' is not a number."),
    ("run --speed 1e999", "is out of range."), ("run --speed fast", "is not a number."),
    ("run --fps -3", "-3 frames per second are out of range."), ("run --fps 3.5", "does not take"),
    ("run --fps 99999999999999999999999", "are out of range."),
    ("run --theme", "See 'weir help run'."), ("themes a b", "See 'weir help themes'."),
    ("simulate producer-consumer --for 1s --record-level some", "one of 'all' and 'inputs'"),
    ("simulate", "See 'weir help simulate'."),
  ])
  func `wrong arguments get an error that says what is wrong and what to do`(
    words: String, advice: String
  )
    async throws
  {
    let failure = try #require(await refusal(words))
    #expect(failure.message.contains(advice))
    #expect(failure.exitCode == 2)
    #expect(Self.sentences(in: failure.message) == 2)
  }

  @Test(arguments: [
    (FileSystemError(ENOENT) as any Error, "no such file"), (CocoaError(.fileNoSuchFile), "A file"),
    (POSIXError(.EIO), "A file"), (NSError(domain: "x", code: 1), "An unexpected error"),
    (CancellationError(), "An unexpected error"),
  ])
  func `an unexpected error is not wrong usage`(error: any Error, words: String) {
    let failure = Failure(error)
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains(words))
  }

  @Test func `a log that can't be written has its own exit code`() async throws {
    let failure = try #require(
      await refusal("simulate producer-consumer --for 1s --record /nowhere/at/all.jsonl"))
    #expect(failure.exitCode == 3)
    #expect(Self.sentences(in: failure.message) == 2)
  }

  /// The number of sentences in a text: ends of sentences followed by a space or nothing.
  private static func sentences(in text: String) -> Int {
    let padded = text + " "
    return zip(padded, padded.dropFirst()).count { ".?".contains($0) && $1 == " " }
  }
}
