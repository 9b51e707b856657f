package import WeirEvents

/// Garbles the events of a run: some are doubled, left out, or swapped with a later one.
package struct Garbled {
  private var dice: Dice

  package init(seed: UInt64) {
    dice = Dice(seed)
  }

  package mutating func garble(_ events: [Event]) -> [Event] {
    var garbled: [Event] = []
    for event in events {
      switch dice.below(20) {
      case 0: break
      case 1: garbled += [event, event]
      default: garbled.append(event)
      }
    }
    for index in garbled.indices where dice.once(in: 10) {
      garbled.swapAt(index, min(index + dice.below(50), garbled.count - 1))
    }
    return garbled
  }
}
