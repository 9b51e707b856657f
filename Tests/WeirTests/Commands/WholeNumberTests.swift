import Testing
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

@Suite struct WholeNumberTests {
  @Test(
    arguments: [
      ("0", .number(0)), ("-1", .number(-1)), ("+7", .number(7)),
      ("18446744073709551616", .number(18_446_744_073_709_551_616)),
      (String(repeating: "9", count: 60), .outOfRange), ("", .noNumber), ("-", .noNumber),
      ("1.5", .noNumber), ("0x2a", .noNumber), ("１", .noNumber), ("1e3", .noNumber),
      (" 1", .noNumber), ("--1", .noNumber),
    ] as [(String, WholeNumber)])
  func `an invalid number is distinguished from one that is too large`(
    text: String, wanted: WholeNumber
  ) {
    #expect(WholeNumber(text) == wanted)
  }

  @Test(
    arguments: [
      ("5s", nil), ("-5s", .negativeDuration(option: "--for", "-5s")),
      ("-1.5ms", .negativeDuration(option: "--for", "-1.5ms")),
      ("9999999h", .durationOutOfRange(option: "--for", "9999999h")),
      ("soon", .noDuration(option: "--for", "soon")), ("", .noDuration(option: "--for", "")),
      ("-", .noDuration(option: "--for", "-")), ("5", .noDuration(option: "--for", "5")),
      ("--json", .noDuration(option: "--for", "--json")),
      ("1e9s", .noDuration(option: "--for", "1e9s")), ("１s", .noDuration(option: "--for", "１s")),
    ] as [(String, UsageError?)])
  func `an invalid duration is distinguished from a negative one and one that is too long`(
    text: String, wanted: UsageError?
  ) {
    do throws(UsageError) {
      _ = try LengthArgument(text, of: "--for")
      #expect(wanted == nil)
    } catch {
      #expect(error == wanted)
    }
  }
}
