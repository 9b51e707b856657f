/// The order in which jobs that are ready at the same time run.
public enum ReadyOrder: Hashable, Sendable {
  /// First in, first out, as in event loops.
  case firstInFirstOut
  /// Random, from the simulation's seed: each seed gives another interleaving of the same program.
  case seeded
}
