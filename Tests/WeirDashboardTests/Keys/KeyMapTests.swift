import Testing

@testable import WeirDashboard

@Suite struct KeyMapTests {
  private let bindings = KeyMap.standard.bindings

  @Test func `no key and no action stands in the table twice`() {
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

  @Test func `the entries of a topic stand together`() {
    let topics = bindings.map(\.topic)
    let changes = zip(topics, topics.dropFirst()).filter { $0 != $1 }.count
    #expect(changes == KeyBinding.Topic.allCases.count - 1)
  }
}
