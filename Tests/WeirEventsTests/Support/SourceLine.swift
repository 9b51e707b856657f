import Foundation

/// One line of the project's Swift sources.
struct SourceLine {
  /// Its file, relative to the folder of all sources.
  let place: String
  /// Counted from 1.
  let number: Int
  let text: String

  /// All lines of a target, or of all targets if the name is empty.
  static func all(in target: String) throws -> [SourceLine] {
    let folder = sources.appending(path: target)
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (files ?? []).filter { $0.hasSuffix(".swift") }.sorted().flatMap { file in
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let place = target.isEmpty ? file : "\(target)/\(file)"
      return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .map { SourceLine(place: place, number: $0.offset + 1, text: String($0.element)) }
    }
  }

  private static var sources: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
  }

  /// Whether it is documentation, whose examples may read a clock.
  var isDocumentation: Bool { text.drop { $0 == " " }.hasPrefix("///") }

  /// The module that it imports, if it is an import: the word after `import`, or after `struct` and
  /// the like.
  var imported: String? {
    let words = text.split(separator: " ")
    guard let keyword = words.firstIndex(of: "import"),
      words[..<keyword].allSatisfy({ $0 == "public" || $0.hasPrefix("@") })
    else { return nil }
    let path = words[(keyword + 1)...].first { $0.first?.isUppercase ?? false }
    return path?.split(separator: ".").first.map(String.init)
  }
}
