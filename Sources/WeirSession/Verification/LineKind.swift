/// The kind of a line of a log, determined from its first bytes as this program writes them.
enum LineKind {
  /// An event, or anything else.
  case event
  /// A finding that was raised or cleared.
  case finding
  /// A checkpoint, or the end.
  case proof

  private static let key = Array(#"e":""#.utf8)
  private static let findings = [Array(#"warningRaised""#.utf8), Array(#"warningCleared""#.utf8)]
  private static let proofs = [Array(#"checkpoint""#.utf8), Array(#"end""#.utf8)]

  init(_ line: ArraySlice<UInt8>) {
    self = .event
    guard let comma = line.firstIndex(of: UInt8(ascii: ",")) else { return }
    // There is a quotation mark between the comma and the key.
    let rest = line[(comma + 1)...].dropFirst()
    guard rest.starts(with: LineKind.key) else { return }
    let word = rest.dropFirst(LineKind.key.count)
    switch word.first {
    case UInt8(ascii: "w"):
      if LineKind.findings.contains(where: { word.starts(with: $0) }) { self = .finding }
    case UInt8(ascii: "c"), UInt8(ascii: "e"):
      if LineKind.proofs.contains(where: { word.starts(with: $0) }) { self = .proof }
    default: break
    }
  }
}
