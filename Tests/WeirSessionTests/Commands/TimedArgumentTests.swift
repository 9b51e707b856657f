import Testing
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@Suite struct TimedArgumentTests {
  @Test(
    arguments: [
      ("consumers=8", "consumers=8", nil, nil),
      ("consumers=8@12.5s", "consumers=8", 12.5, nil),
      ("no-cancel@1m#2", "no-cancel", 60, 2),
      ("a@b", "a@b", nil, nil), ("a@5", "a@5", nil, nil), ("a@", "a@", nil, nil),
      ("a@5s#0", "a@5s#0", nil, nil), ("a@5s#x", "a@5s#x", nil, nil),
      ("a@1s@2s", "a@1s", 2, nil), ("@0s", "", 0, nil), ("", "", nil, nil),
    ] as [(String, String, Double?, Int?)])
  func `an instant after the last at-sign is parsed`(
    argument: String, text: String, seconds: Double?, place: Int?
  ) {
    let read = TimedArgument(argument)
    #expect(read == TimedArgument(text: text, instant: seconds.map(Samples.instant), place: place))
    #expect(TimedArgument(read.description) == read)
  }

  @Test(arguments: [("a=b", "a", "b"), ("a=", "a", ""), ("a=b=c", "a", "b=c")])
  func `a knob and its value are split at the equals sign`(
    text: String, name: String, value: String
  ) throws {
    let setting = try #require(TimedArgument(text).setting)
    #expect(setting == (name, value))
  }

  @Test(arguments: [
    ("a@b", "b"), ("a@", ""), ("a@-1s", "-1s"), ("a@1s", nil), ("a", nil), ("a@1s@x", "x"),
    ("a@5s#0", "5s#0"),
  ])
  func `an invalid instant is returned`(argument: String, instant: String?) {
    #expect(TimedArgument(argument).unreadInstant == instant)
  }

  @Test(arguments: ["", "a", "=b"])
  func `anything else does not set a knob`(text: String) {
    #expect(TimedArgument(text).setting == nil)
  }
}
