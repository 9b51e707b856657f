import ArgumentParser
import Foundation
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirSession

/// What is compared: a log, or the run of a scenario.
enum ComparedArgument {
  case log(LogSourcePath)
  case run(RunSpecification)

  /// Reads A or B. A text whose first word is the name of a scenario is a run, with its options as
  /// for `weir run`; any other text is the path of a log, or `-` for standard input.
  ///
  /// - Parameter shared: The options for both runs, which the run's own options overrule.
  init(_ text: String, of side: String, shared: RunOptions) throws {
    let names = ScenarioCatalog.descriptions.map(\.name)
    let first = text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    guard names.contains(String(first)) else {
      if ComparedArgument.isNeither(text, String(first)) {
        throw UsageError.neitherScenarioNorLog(
          text, NearestName.question(for: String(first), among: names))
      }
      self = .log(try LogSourcePath(argument: text))
      return
    }
    guard let words = ShellWords(text)?.words else {
      throw UsageError.comparedRun(side, "A quotation mark is not closed")
    }
    do {
      let own = try ComparedRunArguments.parse(words)
      let all = try ComparedRunArguments.parse(shared.words(for: own.options) + words)
      self = .run(try all.options.specification(of: all.scenario))
    } catch  where ComparedArgument.isFromParser(error) {
      guard ComparedRunArguments.exitCode(for: error) != .success else {
        throw UsageError.comparedRun(side, "It asks for help. See 'weir help compare'.")
      }
      throw UsageError.comparedRun(side, ComparedRunArguments.message(for: error))
    }
  }

  /// Whether an error is one of the argument parser, and not of a value.
  private static func isFromParser(_ error: any Error) -> Bool {
    !(error is UsageError || error is CatalogError || error is KnobError)
  }

  /// Whether a text is no path, and there is no file of that name: options may have a dot or a
  /// slash, but not what is before them.
  private static func isNeither(_ text: String, _ first: String) -> Bool {
    text != "-" && !first.contains("/") && !first.contains(".")
      && !FileManager.default.fileExists(atPath: text)
  }
}

extension ComparedWith {
  /// What is typed for it as A or B.
  var operand: String {
    switch self {
    case .log(let path): RepeatCommand.operand(log: path)
    case .run(let specification):
      RepeatCommand.operand(
        specification, scenario: try? ScenarioCatalog.description(of: specification.scenario))
    }
  }
}

/// A run as it is written for A or B: a scenario and its options.
struct ComparedRunArguments: ParsableArguments {
  @Argument var scenario: String
  @OptionGroup var options: RunOptions
}

extension RunOptions {
  /// Whether an option was given; a seed of 42 can't be told from none.
  var isGiven: Bool {
    preset != nil || seed != RunOptions.usualSeed
      || !(pitfall + settings + markers + triggers).isEmpty
  }

  /// The options as words, for a run with options of its own, which follow and overrule them.
  fileprivate func words(for own: RunOptions) -> [String] {
    let hasPitfall = own.pitfall.contains { TimedArgument($0).instant == nil }
    let pitfalls = pitfall.filter { !hasPitfall || TimedArgument($0).instant != nil }
    let lists = [
      ("pitfall", pitfalls), ("set", settings), ("mark", markers), ("trigger", triggers),
    ]
    return (preset.map { ["--preset=\($0)"] } ?? []) + ["--seed=\(seed)"]
      + lists.flatMap { name, values in values.map { "--\(name)=\($0)" } }
  }
}
