import Foundation
import Testing
import WeirEvents

@testable import WeirLog

/// `Docs/session-log.schema.json` follows from the schema of events. `WEIR_RECORD_GOLDENS=1`
/// regenerates it; check the difference before you commit it. That real logs match it is tested end
/// to end.
@Suite struct LineSchemaTests {
  @Test func `the JSON Schema matches the events`() throws {
    let path = "Docs/session-log.schema.json"
    let text = LineSchema.json.pretty + "\n"
    if ProcessInfo.processInfo.environment["WEIR_RECORD_GOLDENS"] != nil {
      try Data(text.utf8).write(to: ProjectFile.url(path))
    }
    #expect(try ProjectFile.text(path) == text)
  }

  private func definition(_ kind: String) throws -> (keys: [String], required: [String]) {
    let definition = try #require(LineSchema.json["$defs"]?[kind])
    guard case .object(let properties) = definition["properties"],
      case .array(let required) = definition["required"]
    else { return ([], []) }
    return (properties.map(\.key), required.compactMap(\.scalarText))
  }

  private func check(_ line: JSONValue, _ kind: String) throws {
    guard case .object(let members) = line else { return }
    let (keys, required) = try definition(kind)
    let written = members.map(\.key)
    #expect(written == keys.filter(written.contains), "\(kind)")
    #expect(Set(written).isSuperset(of: required), "\(kind)")
  }

  @Test(arguments: Samples.kinds)
  func `each line has the required keys of its definition, in their order, and no others`(
    kind: Event.Kind
  ) throws {
    var lines = LineBuffer()
    lines.add(Event(Samples.instant(1), kind), at: Samples.instant(2))
    try check(try JSONParser.parse(lines.bytes[...]), kind.kind.schema.name)
  }

  @Test func `each derived line and each header has the keys of its definition`() throws {
    for line in try Samples.derivedLines() { try check(line, line["e"]?.scalarText ?? "") }
    try check(Samples.header.json, "header")
    try check(Samples.fullHeader.json, "header")
  }
}
