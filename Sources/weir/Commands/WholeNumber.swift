/// How a text reads as a whole number: what is no number is told apart from one that is too large.
enum WholeNumber: Equatable {
  case number(Int128)
  /// Digits, but more than any number here has.
  case outOfRange
  case noNumber

  init(_ text: String) {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if !isNumber {
      self = .noNumber
    } else if let number = Int128(text) {
      self = .number(number)
    } else {
      self = .outOfRange
    }
  }
}
