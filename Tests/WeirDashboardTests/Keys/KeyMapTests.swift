import Testing

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct KeyMapTests {
  private let bindings = KeyMap.standard.bindings

  @Test func `the keys and actions of the table are unique`() {
    let keys = bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(bindings.map(\.action)).count == bindings.count)
  }

  @Test func `every entry has a key, a hint and a sentence without a full stop`() {
    for binding in bindings {
      #expect(!binding.keys.isEmpty && !binding.hint.isEmpty)
      #expect(binding.help.count > 3 && !binding.help.hasSuffix("."), "\(binding.help)")
    }
  }

  @Test func `the entries of a topic are next to each other`() {
    let topics = bindings.map(\.topic)
    let changes = zip(topics, topics.dropFirst()).filter { $0 != $1 }.count
    #expect(changes == KeyBinding.Topic.allCases.count - 1)
  }

  @Test func `every action has a name of its own`() {
    let names = KeyMap.standard.bindings.map(\.action.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(name)")
    }
  }

  @Test func `a key chosen for one action is removed from all others`() {
    let map = KeyMap.standard.rebound([
      .run(.pauseOrResume): [.character("x")], .screen(.zoomIn): [],
    ])
    #expect(map.action(for: .character("x")) == .run(.pauseOrResume))
    #expect(map.action(for: .character(" ")) == nil)
    #expect(map.binding(for: .run(.runAgain)) == nil)
    #expect(map.action(for: .character("z")) == nil)
    #expect(map.bindings.map(\.action) == KeyMap.standard.bindings.map(\.action))
  }

  @Test func `Ctrl-C always quits`() {
    let map = KeyMap.standard.rebound([
      .screen(.quit): [.character("w")], .page(.help): [.control("c")],
    ])
    #expect(map.action(for: .control("c")) == .screen(.quit))
    #expect(map.action(for: .character("q")) == nil)
  }
}
