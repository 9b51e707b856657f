import WeirAnalysis
import WeirEvents

/// Why a typed command was not run.
enum CommandError: Error, Hashable {
  case unknownCommand(String, known: [String])
  case ambiguous(String, known: [String])
  case missing(TypedCommand)
  case superfluous(TypedCommand)
  /// Nothing of that kind has that name, as in "no theme 'x'".
  case unknownName(String, kind: String, known: [String])
  /// There is nothing of that kind at all.
  case none(kind: String)
  /// Nothing that can be compared has that name, and it does not look like the path of a log.
  case nothingToCompare(String, known: [String])
  case noPlace(String)
  /// There are fewer warnings than that.
  case noWarning(Int, count: Int)
  case noSeed(String)
  case noSpeed(String)
  case noEnding(String)
  /// The events end at this instant, which is the one shown.
  case endReached(String)
  case runIsOver(key: String)
  case notRecording
  /// The source of the run does not support it; the text says why.
  case refused(String)
  /// The name belongs to another marker, or reads as an instant.
  case nameTaken(String)
  /// A branch can't have that name.
  case noBranchName(String)
  /// Nothing was left.
  case noBranches
  case knob(KnobError)
}

extension CommandError: CustomStringConvertible {
  /// Two sentences: what is wrong, what to do.
  var description: String {
    switch self {
    case .unknownCommand(let name, let known):
      "There is no command '\(name)'. \(CommandError.advice(name, known, else: "Type help to see all"))"
    case .ambiguous(let name, let known):
      "'\(name)' can mean \(known.joined(separator: " or ")). Type more letters."
    case .missing(let command):
      """
      \(command.name) needs an argument. Type \(command.name) \(command.form), for example \
      \(command.example).
      """
    case .superfluous(let command): "\(command.name) takes no argument. Type it alone."
    case .unknownName(let name, let kind, let known):
      "There is no \(kind) '\(name)'. \(CommandError.advice(name, known))"
    case .none(let kind): "This scenario has no \(kind). Type scenario NAME for another one."
    case .nothingToCompare(let name, let known):
      """
      Nothing here is named '\(name)'. \(CommandError.comparing(name, known))
      """
    case .noPlace(let text):
      """
      '\(text)' is not a place in the run. Type one such as 8s, +5s, 1:30, 40%, #1200, warning 3, \
      end or a marker.
      """
    case .noWarning(let number, let count):
      count == 0
        ? "There is no warning \(number). None has been raised."
        : "There is no warning \(number). Type a number from 1 to \(count)."
    case .noSeed(let text):
      "'\(text)' is not a seed. Type a whole number from 0 to \(UInt64.max)."
    case .noSpeed(let text): "'\(text)' is not a speed. Type a number from \(SpeedRange.text)."
    case .noEnding(let name):
      "'\(name)' has no known ending. Type a name that ends in .svg or .txt."
    case .endReached(let instant): "Nothing comes after \(instant). This is the end of the log."
    case .runIsOver(let key): "The run has ended. \(key) restarts it with these knobs."
    case .refused(let reason): reason
    case .notRecording: "Nothing is being recorded. Type record to start."
    case .nameTaken(let name):
      "'\(name)' already means an instant. Give the marker another name."
    case .noBranchName(let name):
      """
      '\(name)' can't name a branch. Type one word of at most \(BranchList.longestName) \
      characters that no branch has.
      """
    case .noBranches: "This run has no branches. Continue from an earlier instant to make one."
    case .knob(let error): error.description
    }
  }

  private static func comparing(_ name: String, _ known: [String]) -> String {
    if let question = NearestName.question(for: name, among: known) { return question }
    let names = known.isEmpty ? "" : "\(known.joined(separator: ", ")), seed and a number, or "
    return "Type \(names)the path of a log, such as ./\(name)."
  }

  /// Suggests the nearest name, or else lists all names.
  private static func advice(_ name: String, _ known: [String], else other: String? = nil) -> String
  {
    NearestName.question(for: name, among: known)
      ?? "\(other ?? "Type one of \(known.joined(separator: ", "))")."
  }
}
