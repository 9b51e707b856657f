/// The numbers of the colour pairs of ncurses, allotted as they are used and recycled when they run
/// out.
///
/// Pair 0 is the terminal's own colours and is never allotted.
///
/// - Complexity: O(1), except for recycling.
struct PairTable {
  struct Pair: Hashable {
    /// Numbers of colours; -1 is the terminal's own.
    var foreground: Int
    var background: Int

    static let standard = Pair(foreground: -1, background: -1)
  }

  enum Allotment: Hashable {
    case known(Int)
    /// It has to be defined before it is used.
    case new(Int)
    /// All are in use: the caller has to recycle those that are not on the screen.
    case exhausted
  }

  private let capacity: Int
  private var numbers: [Pair: Int] = [:]
  private var free: [Int] = []
  private var next = 1

  /// Allots the numbers from 1 up to, but not including, the capacity.
  init(capacity: Int) { self.capacity = capacity }

  mutating func number(of pair: Pair) -> Allotment {
    if pair == .standard { return .known(0) }
    if let number = numbers[pair] { return .known(number) }
    guard let number = takeFree() else { return .exhausted }
    numbers[pair] = number
    return .new(number)
  }

  private mutating func takeFree() -> Int? {
    if let number = free.popLast() { return number }
    guard next < capacity else { return nil }
    defer { next += 1 }
    return next
  }

  /// Frees the numbers of all pairs but those given.
  mutating func recycle(keeping used: Set<Pair>) {
    for (pair, number) in numbers where !used.contains(pair) {
      numbers[pair] = nil
      free.append(number)
    }
    // The order of a dictionary differs from run to run; that of the numbers should not.
    free.sort(by: >)
  }
}
