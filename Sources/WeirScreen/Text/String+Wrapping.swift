extension String {
  /// The words in rows of at most this many columns; a word that is longer than a row is cut.
  package func wrapped(to columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var rows: [String] = []
    var row = ""
    for word in split(separator: " ").map(String.init) {
      if row.isEmpty {
        row = word
      } else if CharacterWidth.of(row) + 1 + CharacterWidth.of(word) <= columns {
        row += " " + word
      } else {
        rows.append(row.prefix(columns: columns))
        row = word
      }
    }
    if !row.isEmpty { rows.append(row.prefix(columns: columns)) }
    return rows
  }
}
