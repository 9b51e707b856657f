public import WeirScreen

extension KeyMap {
  /// The same table with other keys for some actions.
  ///
  /// A key chosen for one action is removed from all others. Ctrl-C always quits, since a terminal
  /// may turn it into a signal.
  public func rebound(_ chosen: [KeyAction: [Key]]) -> KeyMap {
    guard !chosen.isEmpty else { return self }
    let taken = Set(chosen.values.joined())
    return KeyMap(
      bindings.map { binding in
        var binding = binding
        binding.keys = chosen[binding.action] ?? binding.keys.filter { !taken.contains($0) }
        binding.keys.removeAll { $0 == .control("c") }
        if binding.action == .screen(.quit) { binding.keys.append(.control("c")) }
        return binding
      })
  }

  /// The action with that name; `nil` if there is none.
  func action(named name: String) -> KeyAction? {
    bindings.lazy.map(\.action).first { $0.name == name }
  }
}
