extension Symbol {
  /// The role of a simulation's first task, which is there for the others.
  public static let main = Symbol("main")
}
