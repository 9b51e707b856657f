import WeirAnalysis
import WeirEvents

extension Knob {
  /// More turns than any range has.
  private static let mostTurns = 4096

  /// The value nearest to a place on the slider, from 0 to 1, of those to which turns lead: round numbers, all of them
  /// in the range. Behind the highest number stands what has none, such as unlimited.
  func value(nearestTo place: Double, from value: KnobValue) -> KnobValue {
    var best = value
    let turn: Turn = KnobText.position(value, of: self) < place ? .up : .down
    for _ in 0..<Knob.mostTurns {
      let next = turned(best, turn)
      guard next != best, distance(of: next, to: place) <= distance(of: best, to: place) else {
        break
      }
      best = next
    }
    if place >= 1, turn == .down { return value }
    return best
  }

  private func distance(of value: KnobValue, to place: Double) -> Double {
    abs(KnobText.position(value, of: self) - place)
  }
}
