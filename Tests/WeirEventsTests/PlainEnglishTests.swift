import Testing

/// Words that a reader stumbles over stay out of everything that users read, and the worst of them
/// also out of comments and of the names of tests.
@Suite struct PlainEnglishTests {
  /// In strings, in comments and in documents.
  private static let everywhere: [(phrase: String, better: String)] = [
    ("a person", "the user, you"),
    ("are told", "are shown, are reported"),
    ("asked to stop", "cancelled"),
    ("be it", "whether"),
    ("begin anew", "start over"),
    ("begins anew", "starts over"),
    ("beside the loop", "in the background, off the loop"),
    ("breath", "turn, moment"),
    ("deal with", "handle, process"),
    ("deals with", "handles, processes"),
    ("dealt with", "handled, processed"),
    ("deed", "action"),
    ("deeds", "what the user did"),
    ("for ever", "forever"),
    ("go on", "continue"),
    ("goes on", "continues"),
    ("has nothing to say", "is empty, is silent"),
    ("in hand", "in progress"),
    ("in its hands", "it holds"),
    ("in the hands of", "held by"),
    ("in the mean", "on average"),
    ("is told", "is shown, is reported, is notified"),
    ("its time was up", "timed out"),
    ("lest", "so that … not"),
    ("let go", "discarded, released"),
    ("luck", "random numbers"),
    ("mend", "fix"),
    ("mended", "corrected"),
    ("news", "events, updates"),
    ("none where", "nil if, no … if"),
    ("nothing to say", "no complaints"),
    ("nothing where", "nil if"),
    ("of itself", "about itself, its own"),
    ("out of time", "timed out"),
    ("put its things", "cleaned up"),
    ("puts its things", "cleans up"),
    ("request to stop", "cancellation"),
    ("requests to stop", "cancellations"),
    ("so many", "this many, up to, a number of"),
    ("spoke", "fired, warned"),
    ("taken out of the run", "disabled"),
    ("the begin", "the start"),
    ("to be seen", "visible, shown"),
    ("under way", "in progress, in flight"),
    ("was told", "was notified"),
    ("went on", "continued"),
    ("what there is to", "what you can"),
    ("whoever", "the task that, if you, anyone who"),
    ("whose time was out", "after its deadline"),
  ]

  /// In strings and in documents.
  private static let shown: [(phrase: String, better: String)] = [
    ("a deadline that is over", "a passed deadline"),
    ("a place less", "one place fewer"),
    ("a second for a second", "real time"),
    ("all of connections", "all connections"),
    ("all the others hold", "all the others take effect"),
    ("all words must hold", "all words must match"),
    ("answers of the database", "the database answers"),
    ("are relieved", "are replaced"),
    ("are taken for", "count as"),
    ("are there twice", "occur twice"),
    ("arrange the panels otherwise", "switch to another layout"),
    ("as good as full", "nearly full"),
    ("ask it to stop", "cancel it"),
    ("badly blocked", "severely blocked"),
    ("badly from", "severe from"),
    ("before it is called none", "before it counts as"),
    ("begin or end writing", "start or stop recording"),
    ("beginning away", "uncomment the line"),
    ("begins it again", "restarts it"),
    ("belongs into", "belongs in"),
    ("burns down", "runs out"),
    ("burnt down", "run out"),
    ("call an item done", "mark an item as done"),
    ("call each item done", "mark each item as done"),
    ("call them done", "mark them as done"),
    ("called as they are labelled", "named as on the keyboard"),
    ("called done", "marked as done"),
    ("chance", "randomness"),
    ("change holds from", "takes effect with"),
    ("change made after it", "later change was discarded"),
    ("changes made after it", "later changes were discarded"),
    ("checks watch", "checks are active"),
    ("comes again and again", "is a recurring problem"),
    ("comes and goes", "is intermittent"),
    ("deal with requests", "worker tasks"),
    ("die unseen", "fail unnoticed"),
    ("enter does it", "enter runs it"),
    ("from on it is saturated", "warns from"),
    ("gets up", "recovers"),
    ("given out of", "taken from"),
    ("gives the loop away", "frees the loop"),
    ("has its answer", "was answered"),
    ("hold virtual time", "pause"),
    ("how many attempts at least", "the minimum number of attempts"),
    ("how many items at least", "the minimum number of items"),
    ("how many retries there are", "the minimum number of retries"),
    ("in the order of coming", "first come, first served"),
    ("in their hands", "they hold"),
    ("in vain", "without effect"),
    ("in which form", "with which ending"),
    ("is another than", "differs from"),
    ("is no capacity", "is not a capacity"),
    ("is no choice", "is not a choice"),
    ("is no count", "is not a count"),
    ("is no duration", "is not a duration"),
    ("is no file", "is not a regular file"),
    ("is no instant", "is not an instant"),
    ("is no place for a file", "is not a place for a file"),
    ("is no rate", "is not a rate"),
    ("is no seed", "is not a seed"),
    ("is no share", "is not a share"),
    ("is no speed", "is not a speed"),
    ("is no text", "is not text, not valid UTF-8"),
    ("is no time", "is not a time"),
    ("is said on", "is reported on"),
    ("is taken for", "counts as"),
    ("is there already", "already exists"),
    ("is there twice", "occurs twice"),
    ("is to be", "has to be"),
    ("leaves all as it was", "changes nothing"),
    ("lives on", "keeps running"),
    ("lose their patience", "time out"),
    ("makes attempt", "retries"),
    ("nobody knows of", "is unknown"),
    ("nobody lives", "no task that … is alive"),
    ("nobody supervises", "no supervisor"),
    ("none puts in", "none disables it, and restores"),
    ("none takes it out", "none disables it"),
    ("nothing in the file holds", "nothing in the file takes effect"),
    ("one of too many", "a surplus one"),
    ("put in a pitfall", "enable a pitfall"),
    ("ran out of time", "timed out"),
    ("see to the others", "fix the others"),
    ("set off what", "fire a trigger of"),
    ("set off", "fire, trigger"),
    ("slower than this it does not go", "already at the lowest speed"),
    ("speaks when", "threshold"),
    ("standing still", "paused"),
    ("stands in quotes", "quote values"),
    ("sum it up", "print a summary"),
    ("take one of the two out", "remove one of the two"),
    ("take other colours", "switch to another theme"),
    ("take out what", "remove what"),
    ("take the line out", "remove the line"),
    ("taken for keys", "read as keys"),
    ("takes nothing behind it", "takes no argument"),
    ("takes nothing more in", "accepts no more work"),
    ("tell about", "describe"),
    ("tell all about", "describe"),
    ("tell where", "show where"),
    ("tells about", "describes"),
    ("tells which", "lists"),
    ("the first holds", "the first one counts"),
    ("the others go on", "the others continue"),
    ("the program lives", "the program is alive"),
    ("the way of a cancellation", "the path of a cancellation"),
    ("the youngest go", "the newest leave"),
    ("there is nothing to set off", "has no triggers"),
    ("to try again", "to retry"),
    ("tries a call", "attempts per call"),
    ("waiting for company", "waiting for more items"),
    ("waits for its batch of", "waits for its batch"),
    ("was called done", "was marked as done"),
    ("was lifted", "was cancelled"),
    ("what became of", "what happened to"),
    ("what is left out", "options not given"),
    ("where all chance comes from", "random seed"),
    ("with instant then", "optionally at an instant"),
    ("words on the command line come first", "options on the command line have priority"),
    ("work whose time", "work after its deadline"),
    ("write it as weir help tells", "see weir help"),
  ]

  /// Labels that say too little by themselves; within a sentence the same words are fine.
  private static let labels = [
    ("in line", "waiting for a connection, waiting for a worker"),
    ("to come", "pending"),
    ("the first time", "at the first occurrence"),
    ("passed by", "bypassed"),
    ("otherwise", "differently"),
  ]

  private struct File {
    let path: String
    let source: SwiftSource

    var isShipped: Bool { path.hasPrefix("Sources/") }
  }

  /// The sources, scanned once for all tests.
  private static let sources = Result {
    try ProjectText.swiftSources.map { File(path: $0.path, source: SwiftSource(try $0.content)) }
  }

  @Test func `no label in the sources is obscure`() throws {
    for file in try PlainEnglishTests.sources.get() where file.isShipped {
      for literal in file.source.literals {
        for (label, better) in PlainEnglishTests.labels where literal.text == label {
          Issue.record("\(file.path):\(literal.line): \"\(label)\" → \(better)")
        }
      }
    }
  }

  @Test func `no string in the sources has a word that a reader stumbles over`() throws {
    let table = PhraseTable(PlainEnglishTests.everywhere + PlainEnglishTests.shown)
    for file in try PlainEnglishTests.sources.get() where file.isShipped {
      for literal in file.source.literals {
        expectNone(of: table.entries(in: literal.text), file.path, literal.line)
      }
    }
  }

  @Test func `no comment has one of the worst words`() throws {
    let table = PhraseTable(PlainEnglishTests.everywhere)
    for file in try PlainEnglishTests.sources.get() {
      for comment in PlainEnglishTests.blocks(file.source.comments) {
        expectNone(of: table.entries(in: comment.text.withoutCode), file.path, comment.line)
      }
    }
  }

  @Test func `no name of a test has one of the worst words`() throws {
    let table = PhraseTable(PlainEnglishTests.everywhere)
    for file in ProjectText.all(in: "Tests", "Tests.swift") {
      let lines = try file.content.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains("func `") {
        let name = line.split(separator: "`").dropFirst().first ?? ""
        expectNone(of: table.entries(in: String(name)), file.path, index + 1)
      }
    }
  }

  @Test func `no document has a word that a reader stumbles over`() throws {
    let table = PhraseTable(PlainEnglishTests.everywhere + PlainEnglishTests.shown)
    let names = [
      "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "DECISIONS.md",
      "Docs/weir.1",
    ]
    let documents =
      names.map { ProjectText(path: $0) } + ProjectText.all(in: "Docs", ".md")
      + ProjectText.all(in: "Sources", ".md")
    for file in documents {
      for paragraph in PlainEnglishTests.paragraphs(try file.content) {
        expectNone(of: table.entries(in: paragraph.text.withoutCode), file.path, paragraph.line)
      }
    }
  }

  private func expectNone(of entries: [PhraseTable.Entry], _ path: String, _ line: Int) {
    for entry in entries {
      Issue.record("\(path):\(line): \"\(entry.phrase)\" → \(entry.better)")
    }
  }

  /// Comments on consecutive lines as one.
  private static func blocks(_ comments: [SwiftSource.Piece]) -> [SwiftSource.Piece] {
    var blocks: [SwiftSource.Piece] = []
    var end = 0
    for comment in comments {
      if comment.line == end + 1, let last = blocks.indices.last {
        blocks[last].text += " " + comment.text
      } else {
        blocks.append(comment)
      }
      end = comment.line
    }
    return blocks
  }

  /// The paragraphs of a document, without its blocks of code.
  private static func paragraphs(_ document: String) -> [SwiftSource.Piece] {
    var paragraphs: [SwiftSource.Piece] = []
    var isCode = false
    var isOpen = false
    let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") { isCode.toggle() }
      // Requests of the manual page start with a dot.
      if isCode || line.isEmpty || line.hasPrefix("```") || line.hasPrefix(".") {
        isOpen = false
        continue
      }
      let text = String(line).replacing("\\-", with: "-")
      if isOpen, !line.hasPrefix("|"), let last = paragraphs.indices.last {
        paragraphs[last].text += " \(text)"
      } else {
        paragraphs.append(.init(text: text, line: index + 1, endColumn: 0))
      }
      isOpen = true
    }
    return paragraphs
  }

  @Test(arguments: [
    ("Mend the line", ["mend"]), ("a recommendation", []), ("So many go", ["so many"]),
    ("so\n  many", ["so many"]), ("so. Many", []), ("for, ever", ["for ever"]),
    ("the begin; the beginning", ["the begin"]), ("`mend` it".withoutCode, []),
  ])
  func `phrases are found as whole words`(text: String, phrases: [String]) {
    let table = PhraseTable(PlainEnglishTests.everywhere)
    #expect(table.entries(in: text).map(\.phrase) == phrases)
  }
}
