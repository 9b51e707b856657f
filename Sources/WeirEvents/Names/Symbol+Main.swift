extension Symbol {
  /// The role of a simulation's first task, which starts the others.
  public static let main = Symbol("main")
}
