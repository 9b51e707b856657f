import Testing

@testable import weir

@Suite struct CountTextTests {
  @Test(arguments: [(0, "0 items"), (1, "1 item"), (2, "2 items")])
  func `a count of one is singular`(count: Int, text: String) {
    #expect(CountText(count, "item").description == text)
  }

  @Test func `an irregular plural is used`() {
    #expect(CountText(2, "child", "children").description == "2 children")
  }
}
