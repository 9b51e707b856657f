import Testing

@testable import WeirDashboard
@testable import WeirScreen
import WeirWording

@Suite struct ActivityTests {
  @Test func `every sign of a task has an ASCII form of its own`() {
    let forms = Activity.allCases.map { Frame.asciiForm(of: $0.glyph) }
    #expect(!forms.contains(nil))
    #expect(Set(forms).count == forms.count)
  }

  @Test func `every sign of a task is one column wide`() {
    for activity in Activity.allCases {
      #expect(CharacterWidth.of("\(activity.glyph)") == 1, "\(activity)")
    }
  }
}
