import Testing
import WeirScreen

@testable import WeirDashboard

@Suite struct PanelRegistryTests {
  @Test func `every panel has a title and a number of its own`() {
    #expect(Set(Panel.allCases.map(\.title)).count == Panel.allCases.count)
    #expect(Panel.allCases.map(\.number) == Array(1...Panel.allCases.count))
  }

  @Test func `no two panels have the same key`() {
    let keys = Panel.allCases.compactMap(\.row.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test func `a panel without a key has a binding without keys`() throws {
    let row = PanelRow(
      title: "Tenth", key: nil,
      size: .init(normal: .init(minimum: 3, ideal: 3, weight: 1, rank: 1)))
    let binding = KeyMap.binding(for: .flow, row)
    #expect(binding.keys.isEmpty)
    let map = KeyMap([binding])
    #expect(map.binding(for: .screen(.panel(.flow))) == nil)
    #expect(map.bindings.count == 1)
  }

  @Test(arguments: Panel.allCases)
  func `a layout asks for sensible sizes`(panel: Panel) {
    let sizes = panel.row.size
    for size in [sizes.normal, sizes.large, sizes.small].compactMap(\.self) {
      #expect(size.minimum > 2 && size.minimum <= size.ideal && size.ideal <= size.maximum)
      #expect(size.weight > 0)
    }
  }
}
