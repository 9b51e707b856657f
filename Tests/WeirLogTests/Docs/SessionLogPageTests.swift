import Testing
import WeirEvents

@testable import WeirLog

/// `Docs/session-log.md` says what the code does.
@Suite struct SessionLogPageTests {
  private let page: MarkdownPage

  init() throws {
    page = MarkdownPage(try ProjectFile.text("Docs/session-log.md"))
  }

  private static let eventHeads = ["kind", "no.", "keys", "what happened"]

  /// The keys of a schema as in a row of the page.
  private func keys(_ schema: EventSchema) -> String {
    schema.fields.map { field in
      switch field.type {
      case .place: "[`file`, `line`]"
      default: field.isOptional ? "[`\(field.key)`]" : "`\(field.key)`"
      }
    }.joined(separator: ", ")
  }

  @Test func `each kind of event has a row with its number and its keys`() {
    var schemas = Dictionary(uniqueKeysWithValues: EventSchema.all.map { ("`\($0.name)`", $0) })
    for row in page.sections.flatMap({ $0.rows(Self.eventHeads) }) {
      guard let schema = schemas.removeValue(forKey: row[0]) else {
        Issue.record("There is no kind \(row[0]), or it has two rows.")
        continue
      }
      #expect(row[1] == "\(schema.number)", "\(schema.name)")
      #expect(row[2] == keys(schema), "\(schema.name)")
      #expect(row[3].hasSuffix("."), "\(schema.name)")
    }
    #expect(schemas.isEmpty, "These have no row: \(schemas.keys.sorted())")
  }

  @Test func `each reason to wait has a row, in the order of the digest`() {
    let rows = page.sections.flatMap { $0.rows(["`why`", "its key", "what it waits for"]) }
    let expected = WaitKind.allCases.map { kind in
      let key = kind.field.map { $0.isOptional ? "[`\($0.key)`]" : "`\($0.key)`" }
      return ["`\(kind.name)`", key ?? ""]
    }
    #expect(rows.map { Array($0.prefix(2)) } == expected)
  }

  @Test
  func `each word of a key is in the section of its kind, in the order of the digest`() {
    for section in page.sections {
      for row in section.rows(Self.eventHeads) {
        let schema = EventSchema.all.first { row[0] == "`\($0.name)`" }
        for field in schema?.fields ?? [] {
          guard case .word(let words) = field.type else { continue }
          // The outcomes of requests are those of tasks.
          let isOfTask = section.words(of: field.key).isEmpty && field.key == "outcome"
          let place = isOfTask ? page.section("Tasks") : section
          #expect(place?.words(of: field.key) == words, "\(row[0]): \(field.key)")
        }
      }
    }
  }

  @Test func `each derived kind has a row with its keys`() throws {
    let section = try #require(page.section("Lines that are derived"))
    let rows = section.rows(["kind", "keys", "what it says"])
    #expect(rows.map { $0[0] } == DerivedKind.allCases.map { "`\($0.rawValue)`" })
    let keys = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    for line in try Samples.derivedLines() {
      guard case .object(let members) = line else { continue }
      let kind = line["e"]?.scalarText ?? ""
      let documented = MarkdownPage.quoted(keys["`\(kind)`"] ?? "")
      let written = members.dropFirst(2).map(\.key)
      let optional = ["digest", "file", "line"]
      #expect(written == documented.filter { !optional.contains($0) || written.contains($0) })
    }
    #expect(section.words(of: "lint") == Lint.allCases.map(\.rawValue))
    #expect(section.words(of: "reason") == EndReason.allCases.map(\.rawValue))
  }

  @Test func `each key of the header has a row, and so has each of its words`() throws {
    let section = try #require(page.section("The header"))
    let rows = section.rows(["key", "value", "if it is missing"])
    guard case .object(let members) = Samples.fullHeader.json else { return }
    #expect(rows.map { $0[0] } == members.map { "`\($0.key)`" })
    func words(_ key: String) -> [String] {
      MarkdownPage.quoted(rows.first { $0[0] == "`\(key)`" }?[1] ?? "")
    }
    #expect(words("clock") == LogHeader.Clock.allCases.map(\.rawValue))
    #expect(words("level") == LogHeader.Level.allCases.map(\.rawValue))
    #expect(words("parents") == LogHeader.Parents.allCases.map(\.rawValue))
  }

  @Test func `the examples can be read, and nothing in them is unknown`() throws {
    let examples = page.sections.flatMap { $0.blocks("jsonl") }
    #expect(examples.count == 2)
    for example in examples {
      let reading = Reading(Array(example.utf8))
      #expect(reading.failures == [])
      #expect(reading.report.isClean && !reading.isCut)
      #expect(reading.steps.count == example.split(separator: "\n").count - 1)
    }
  }

  @Test func `the page lists what is not in the digest`() throws {
    let section = try #require(page.section("The digest"))
    let text = section.lines.joined(separator: " ")
    let start = try #require(text.firstRange(of: "**Not in the digest**")).lowerBound
    let named = Set(MarkdownPage.quoted(text[start...]))
    for (kind, keys) in LogDigestTests.leftOut {
      #expect(named.isSuperset(of: keys), "\(kind)")
      #expect(named.contains(kind) || kind == "taskSuspended")
    }
  }
}
