import Testing
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@Suite struct ScenarioListingTests {
  @Test func `a listing has a scenario with its presets, pitfalls and knobs`() {
    let scenario = ScenarioDescription(
      name: "demo", summary: "Shows.", guideSection: "Core 1",
      presets: [
        .init(name: "live", summary: "Runs on.", values: ["count": .count(4)]),
        .init(
          name: "guide", summary: "Ends.",
          values: ["count": .count(1), "deadline": .duration(.seconds(2))]),
      ],
      defaultPreset: "live",
      pitfalls: [
        .init(name: "broken", summary: "Breaks.", lesson: "Mend it."),
        .init(
          name: "worse", summary: "Breaks more.", lesson: "Mend both.", watch: "Flow: it stops.",
          warningAfter: .milliseconds(2500),
          overrules: [.holds("count", .count(7)), .unused("deadline")], uses: ["share"]),
      ],
      knobs: [
        Knob(name: "count", unit: "tasks", kind: .count(1...9, step: 2), help: "How many."),
        Knob(
          name: "deadline", unit: "time",
          kind: .optionalDuration(.milliseconds(1)...(.seconds(9))), standard: .off,
          help: "How long."),
      ], lengthKnob: "items")
    #expect(
      ScenarioListing([scenario]).json.compact == """
        [{"name":"demo","summary":"Shows.","guide":"Core 1",\
        "presets":[{"name":"live","summary":"Runs on.","values":{"count":4,"deadline":"off"}},\
        {"name":"guide","summary":"Ends.","values":{"count":1,"deadline":"2s"}}],\
        "pitfalls":[{"name":"broken","summary":"Breaks.","lesson":"Mend it.","watch":"","warningAfterSeconds":0,\
        "overrules":{},"uses":[]},\
        {"name":"worse","summary":"Breaks more.","lesson":"Mend both.","watch":"Flow: it stops.",\
        "warningAfterSeconds":2.5,"overrules":{"count":7,"deadline":null},"uses":["share"]}],"triggers":[],\
        "knobs":[{"name":"count","kind":"count","unit":"tasks","range":"1 to 9","step":2,"default":4,"help":"How many."},\
        {"name":"deadline","kind":"optional-duration","unit":"time","range":"1ms to 9s, or off","step":"about a quarter",\
        "default":"off","help":"How long."}]}]
        """)
  }
}
