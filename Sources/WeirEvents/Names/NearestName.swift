/// Finds the name that the user probably meant.
public enum NearestName {
  private static let lengthLimit = 128
  private static let countLimit = 1000

  /// Returns the known name with the smallest edit distance, if that is at most a third of its
  /// letters or 2; or else the first known name that begins with the text, or with which the text
  /// begins.
  ///
  /// Returns `nil` for more than 128 bytes of text or more than 1000 names, which are not compared.
  ///
  /// - Complexity: O(*n*·*a*·*b*) for *n* names of *b* letters and a text of *a*.
  public static func find(_ name: String, among known: [String]) -> String? {
    guard name.utf8.count <= lengthLimit, known.count <= countLimit else { return nil }
    let candidates = known.map { (name: $0, distance: distance(name, $0)) }
    guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
    if best.distance <= max(2, best.name.count / 3) { return best.name }
    return known.first { !name.isEmpty && ($0.hasPrefix(name) || name.hasPrefix($0)) }
  }

  /// The question after an unknown name: `Did you mean 'x'?`; `nil` if no known name is near.
  public static func question(for name: String, among known: [String]) -> String? {
    find(name, among: known).map { "Did you mean '\($0)'?" }
  }

  /// The smallest number of letters to insert, delete or replace (Levenshtein 1966).
  ///
  /// - Complexity: O(|a| · |b|).
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right.lowercased())
    var row = Array(0...right.count)
    for (i, letter) in left.lowercased().enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
