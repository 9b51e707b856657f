import Testing

@testable import weir

@Suite struct CountTextTests {
  @Test(arguments: [(0, "0 items"), (1, "1 item"), (2, "2 items")])
  func `one thing is not called several`(count: Int, text: String) {
    #expect(CountText(count, "item").description == text)
  }

  @Test func `a plural of its own is taken`() {
    #expect(CountText(2, "child", "children").description == "2 children")
  }
}
