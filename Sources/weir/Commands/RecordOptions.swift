public import ArgumentParser
public import WeirSession
import WeirTrace

/// The words that say whether and how to write a session log.
struct RecordOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write a session log.", valueName: "file"))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "What goes into the log: all, or only the inputs that repeat the run.", valueName: "level"))
  var recordLevel = RecordLevel.all

  /// Makes the file with its header, if there is to be one.
  func writer(for specification: RunSpecification) throws(SessionError) -> SessionWriter? {
    guard let record else { return nil }
    let header = SessionHeader(specification, version: Weir.version, started: WallTime.now)
    return try SessionWriter(header, level: recordLevel, to: FileOutput(path: record))
  }
}

extension RecordLevel: ExpressibleByArgument {}
