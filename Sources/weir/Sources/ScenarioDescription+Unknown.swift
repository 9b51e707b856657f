import WeirEvents
import WeirLog

extension ScenarioDescription {
  /// What there is to say of a run whose scenario this program does not have.
  ///
  /// It has no knobs, pitfalls and triggers: what the header says of them is text.
  init(unknown header: LogHeader) {
    let program = header.program.map { "\($0), " } ?? ""
    self.init(
      name: header.scenario, summary: "\(program)as \(header.source) has recorded it.",
      guideSection: "", presets: [], pitfalls: [], knobs: [], lengthKnob: "")
  }
}
