import ArgumentParser
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirScenarios

/// The option for the place at which the dashboard opens, written as for `:goto`.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: [.customLong("at"), .customLong("until")], parsing: .unconditional,
    help: ArgumentHelp(
      "Open at this place, such as 12.5s or '#4800'; a run gets there as fast as possible.",
      valueName: "place"),
    completion: .list(["start", "end"]))
  var place: String?

  /// The requested place, without side effects; `nil` if there is none.
  func read() throws(UsageError) -> PlaceArgument? {
    guard let place else { return nil }
    return try PlaceArgument(place)
  }
}

/// A place on the command line. What is relative to the shown instant has no meaning there.
struct PlaceArgument {
  let text: String
  private let place: SeekPlace

  init(_ text: String) throws(UsageError) {
    self.text = text
    guard let place = SeekPlace(text) else {
      do throws(UsageError) { _ = try LengthArgument(text, of: "--at") } catch {
        if case .durationOutOfRange = error { throw error }
      }
      throw .noPlace(text)
    }
    if case .offset(let offset) = place {
      throw offset < .zero ? .negativeDuration(option: "--at", text) : .relativePlace(text)
    }
    self.place = place
  }

  /// Where it is in a log, as far as that is known before the log has been read.
  ///
  /// - Parameter isGrowing: Whether the log is still being written.
  func target(inLogThatGrows isGrowing: Bool) throws(UsageError) -> SeekTarget {
    switch place {
    case .instant(let instant): return .instant(instant)
    // Refused by `init`.
    case .offset(let offset): return .instant(.zero.advanced(by: offset))
    case .share(let share):
      guard !isGrowing else { throw .shareOfGrowingLog(text) }
      return .share(share)
    case .event(let number): return .event(number)
    case .warning(let number): return .warning(number)
    case .start: return .instant(.zero)
    case .end: return .end
    }
  }

  /// Where it is in a run that is about to begin.
  ///
  /// To find a warning, this repeats the run without a screen up to there.
  ///
  /// - Throws: `UsageError` if the run has no such place; `Interruption.Ended` after a signal.
  func target(
    in specification: RunSpecification, thresholds: LintThresholds
  ) throws -> SeekTarget {
    switch place {
    case .share: throw UsageError.shareOfRun(text)
    case .warning(let number):
      return try WarningSearch(specification, thresholds: thresholds).target(of: number)
    case .end:
      let description = try ScenarioCatalog.description(of: specification.scenario)
      guard description.canFinish(specification) else {
        throw UsageError.runWithoutEnd(
          scenario: specification.scenario, knob: description.lengthKnob)
      }
      return .instant(.endOfTime)
    case .instant, .offset, .event, .start: return try target(inLogThatGrows: false)
    }
  }
}
