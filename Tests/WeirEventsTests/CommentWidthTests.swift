import Testing

/// The formatter wraps code, but not comments.
@Suite struct CommentWidthTests {
  private static let limit = 100

  @Test func `no comment in a Swift source is wider than 100 columns`() throws {
    let files = ProjectText.swiftSources
    try #require(files.count > 100)
    for file in files {
      let source = SwiftSource(try file.content)
      #expect(source.isComplete, "\(file.path) was not understood")
      expectNone(source.comments.filter(CommentWidthTests.isTooWide).map(\.line), file)
    }
  }

  private func expectNone(_ lines: [Int], _ file: ProjectText) {
    #expect(lines.isEmpty, "\(file.path): lines \(lines.map(String.init).joined(separator: ", "))")
  }

  /// A word that is too long by itself, such as an address, can't be wrapped.
  private static func isTooWide(_ comment: SwiftSource.Piece) -> Bool {
    comment.endColumn > limit && comment.text.split(separator: " ").count > 1
      && !comment.text.contains("://")
  }

  @Test func `no comment in a script or in C is wider than 100 columns`() throws {
    let scripts = [".ci/run", "Benchmarks/run", "Docs/make-gallery", "Docs/make-manual"]
      .map { ProjectText(path: $0) }
    let others = ["Sources", "Tests", "Benchmarks"].flatMap { folder in
      [".py", ".c", ".h"].flatMap { ProjectText.all(in: folder, $0) }
    }
    try #require(!others.isEmpty)
    for file in scripts + others {
      let lines = try file.content.split(separator: "\n", omittingEmptySubsequences: false)
      let wide = lines.enumerated().filter { _, line in
        line.count > CommentWidthTests.limit && CommentWidthTests.isComment(line)
      }
      expectNone(wide.map { $0.offset + 1 }, file)
    }
  }

  /// Whether a line is a comment, or the first line of the description of a Python function.
  private static func isComment(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return ["#", "//", "/*", "* ", "\"\"\""].contains { text.hasPrefix($0) }
      && !text.contains("://")
  }

  @Test func `literals and comments are found`() {
    let source = SwiftSource(
      ##"""
      // one
      let a = "b // c" + "d" // two
      let e = #"f"g"# /* three
        four */
      let h = "i\(j("k"))l\n", m = """
        n "o" \
        p
        """ + q + "r"
      let s = #/"/#
      """##)
    #expect(source.isComplete)
    #expect(
      source.literals.map(\.text).map { $0.split(separator: " ").joined(separator: " ") }
        == ["b // cd", "f\"g", "k", "i…l", "\n n \"o\" p\n", "r"])
    #expect(source.comments.map(\.line) == [1, 2, 3, 4])
    #expect(source.comments.map(\.endColumn) == [6, 29, 24, 9])
    #expect(!SwiftSource("let a = \"b").isComplete)
  }
}
