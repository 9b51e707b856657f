import WeirScreen

extension String {
  /// The name of a task, exactly `columns` wide: if it is too long it is cut before its number,
  /// which tells it from its siblings.
  func paddedName(to columns: Int) -> String {
    guard CharacterWidth.of(self) > columns,
      let start = lastIndex(where: { !$0.isNumber }), self[start] == "-" || self[start] == "×"
    else { return padded(to: columns) }
    let tail = self[start...]
    guard tail.count > 1, tail.count + String.leastStem <= columns else {
      return padded(to: columns)
    }
    return (prefix(columns: columns - tail.count - 1) + "…" + tail).padded(to: columns)
  }

  /// The fewest columns of a name before its number, with the sign for what was cut.
  private static let leastStem = 4
}
