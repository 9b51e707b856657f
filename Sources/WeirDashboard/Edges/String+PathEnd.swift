import WeirScreen

extension String {
  /// The text itself if it fits, else its end after `…`: the end of a path has the file's name.
  func pathEnd(columns: Int) -> String {
    guard CharacterWidth.of(self) > columns else { return self }
    guard columns > 0 else { return "" }
    var left = columns - 1
    var start = endIndex
    while start > startIndex {
      let before = index(before: start)
      left -= CharacterWidth.of(String(self[before]))
      guard left >= 0 else { break }
      start = before
    }
    return "…" + self[start...]
  }
}
