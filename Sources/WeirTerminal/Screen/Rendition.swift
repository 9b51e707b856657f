/// The look of the characters that follow, as far as sequences of ECMA-48 define it (SGR, 8.3.117).
struct Rendition: Equatable {
  /// A colour as a sequence selects it.
  fileprivate enum Hue: Equatable {
    /// The terminal's own.
    case standard
    /// One of the first sixteen, by the number that selects it.
    case named(Int)
    case indexed(Int)
    case direct(Int, Int, Int)
  }

  /// The attributes that are on, by their numbers: 1 bold, 2 dim, up to 9.
  private var switches: UInt16 = 0
  private var foreground = Hue.standard
  private var background = Hue.standard

  /// The number that turns off some attributes: bold and dim go together.
  private static let endings: [(switches: [Int], ending: Int)] = [
    ([1, 2], 22), ([3], 23), ([4], 24), ([5], 25), ([7], 27), ([8], 28), ([9], 29),
  ]

  /// Applies the numbers of one sequence; returns false if one is unknown, and then the state is
  /// unreliable.
  mutating func apply(_ numbers: [Int]) -> Bool {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: self = Rendition()
      case 1...5, 7...9: switches |= 1 << number
      case 22...29: turnOff(endedBy: number)
      case 30...37, 90...97: foreground = .named(number)
      case 40...47, 100...107: background = .named(number)
      case 39: foreground = .standard
      case 49: background = .standard
      case 38, 48:
        guard let hue = Rendition.hue(&rest) else { return false }
        if number == 38 { foreground = hue } else { background = hue }
      default: return false
      }
    }
    return true
  }

  private mutating func turnOff(endedBy number: Int) {
    for group in Rendition.endings where group.ending == number {
      for number in group.switches { switches &= ~(1 << number) }
    }
  }

  /// The colour after 38 or 48: an entry of a table (`5;n`) or any colour (`2;r;g;b`).
  private static func hue(_ rest: inout ArraySlice<Int>) -> Hue? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map(Hue.indexed)
    case 2:
      guard let red = rest.popFirst(), let green = rest.popFirst(), let blue = rest.popFirst()
      else { return nil }
      return .direct(red, green, blue)
    default: return nil
    }
  }

  /// The numbers that change another rendition into this one: only the differences.
  func numbers(from former: Rendition) -> [Int] {
    var numbers: [Int] = []
    var left = former.switches
    for group in Rendition.endings {
      let members = group.switches.reduce(UInt16(0)) { $0 | 1 << $1 }
      guard left & members & ~switches != 0 else { continue }
      numbers.append(group.ending)
      left &= ~members
    }
    numbers += (1...9).filter { (switches & ~left) >> $0 & 1 == 1 }
    if foreground != former.foreground { numbers += foreground.numbers(ground: 38) }
    if background != former.background { numbers += background.numbers(ground: 48) }
    return numbers
  }
}

extension Rendition.Hue {
  /// The numbers that select it for characters (38) or behind them (48).
  fileprivate func numbers(ground: Int) -> [Int] {
    switch self {
    case .standard: [ground + 1]
    case .named(let number): [number]
    case .indexed(let index): [ground, 5, index]
    case .direct(let red, let green, let blue): [ground, 2, red, green, blue]
    }
  }
}
