import Testing

@testable import WeirLog

@Suite struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8)[...])
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-9223372036854775808", "18446744073709551615", "1.5", "-0.25",
    "1e+20", "\"\"", "\"a b\"", #""\"\\\n\r\t\u0001\u001fö😀""#, "[]", "[1,[2,3],{}]", "{}",
    #"{"b":1,"a":{"c":null},"b":2}"#,
  ])
  func `canonical JSON reads back, and is written in the same way`(text: String) throws {
    #expect(try parse(text).compact == text)
    #expect(try parse(parse(text).pretty) == parse(text))
  }

  @Test(arguments: [
    (" { \"a\" : [ 1 , 2 ] } ", #"{"a":[1,2]}"#),
    (#""\u00f6\ud83d\ude00\/\b\f""#, "\"ö😀/\\u0008\\u000c\""), ("1.0", "1"), ("1E2", "100"),
    ("-0.0", "0"), ("123456789012345678901234567890", "1.2345678901234568e+29"),
  ])
  func `other forms of JSON are read, too`(text: String, canonical: String) throws {
    #expect(try parse(text).compact == canonical)
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "+1", ".5", "1.5.5", "-", "\"", "\"a", "\"\\x\"", "\"\\u12\"",
    "\"\\u+123\"", "\"\\u-041\"", "\"\\u 041\"", "\"\\u004\"", "\"\\ud83d\\u\"", "\"\u{1}\"", "[",
    "[1", "[1,]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{a:1}",
    "{\"a\":1,}", "1 2", "NaN", "[1]x",
  ])
  func `invalid JSON is refused`(text: String) {
    #expect(throws: JSONParser.Failure.self) { try parse(text) }
  }

  @Test func `a number may have any number of digits`() throws {
    let digits = String(repeating: "9", count: 60_000)
    #expect(try parse(digits) == .number(.infinity))
    #expect(try parse("0." + digits) == .number(1))
    #expect(try parse("1e" + digits) == .number(.infinity))
    #expect(try parse("-" + String(repeating: "0", count: 60_000) + "7") == .integer(-7))
  }

  @Test func `values can be nested as deeply as a log needs, and no deeper`() throws {
    let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(try parse(deep).compact == deep)
    #expect(throws: JSONParser.Failure.self) {
      try parse(String(repeating: "[", count: 100_000))
    }
  }

  @Test(arguments: [
    ("\u{7F}\u{9B}", #""\u007f\u009b""#), ("a\u{202E}b\u{2028}", #""a\u202eb\u2028""#),
    ("\u{E0041}", #""\udb40\udc41""#), ("é", "\"é\""),
  ])
  func `what a terminal would interpret is escaped, and reads back unchanged`(
    text: String, written: String
  ) throws {
    #expect(JSONValue.string(text).compact == written)
    #expect(try parse(written) == .string(text))
  }

  @Test func `a text in ASCII has the same values`() throws {
    let value = JSONValue.object([.init("é", .string("夜🙂\u{1B}"))])
    let text = JSONValue.inASCII(value.pretty)
    #expect(text.utf8.allSatisfy { $0 < 0x7F })
    #expect(try parse(text) == value)
  }

  @Test func `NaN and infinity are null`() {
    #expect(JSONValue.number(.nan).compact == "null")
    #expect(JSONValue.number(.infinity).compact == "null")
  }

  @Test func `pretty JSON has one line per key`() {
    let value = JSONValue.object([
      .init("a", .array([.bool(true)])), .init("b", .array([])), .init("c", .object([])),
    ])
    #expect(
      value.pretty == """
        {
          "a": [
            true
          ],
          "b": [],
          "c": {}
        }
        """)
  }
}
