/// A text parsed as a whole number, with separate cases for an invalid and a too large one.
enum WholeNumber: Equatable {
  case number(Int128)
  /// Only digits, but too many.
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
