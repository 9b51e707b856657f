/// The order in which jobs that could all run now get their turn.
public enum ReadyOrder: Hashable, Sendable {
  /// First in, first out, as event loops do it.
  case firstInFirstOut
  /// Drawn from the simulation's seed: each seed shows another interleaving of the same program.
  case seeded
}
