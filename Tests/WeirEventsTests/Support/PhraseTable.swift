/// Phrases that should not occur in a text, each with a better one.
struct PhraseTable {
  struct Entry {
    let phrase: String
    let better: String
    fileprivate let words: [String]
  }

  /// The entries by their first word.
  private var entries: [String: [Entry]] = [:]

  init(_ phrases: [(phrase: String, better: String)]) {
    for (phrase, better) in phrases {
      let words = PhraseTable.words(of: phrase)
      guard let first = words.first else { continue }
      entries[first, default: []].append(Entry(phrase: phrase, better: better, words: words))
    }
  }

  /// The entries that occur in a text as whole words, in upper or lower case.
  ///
  /// - Complexity: O(words), as long as few entries start with the same word.
  func entries(in text: String) -> [Entry] {
    let words = PhraseTable.words(of: text)
    return words.indices.flatMap { index in
      (entries[words[index]] ?? []).filter { words[index...].starts(with: $0.words) }
    }
  }

  /// The words in lower case, with `.` for any mark that separates parts of a sentence, so that no
  /// phrase is found across one.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte + 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        word.append(byte)
      default:
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
        let isBetweenWords = " \n,-'\"".utf8.contains(byte)
        if !isBetweenWords, words.last != ".", !words.isEmpty { words.append(".") }
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    if words.last == "." { words.removeLast() }
    return words
  }
}

extension String {
  /// The text without what is between single grave accents: names of the source are not prose.
  var withoutCode: String {
    split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset % 2 == 0 ? String($0.element) : "…" }.joined()
  }
}
