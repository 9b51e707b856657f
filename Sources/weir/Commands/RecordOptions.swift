public import ArgumentParser
import WeirFiles
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// The options for writing a session log.
struct RecordOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Write a session log to a new file, or to a pipe. It can be read while it is written, up to a second ago. It ends \
      before the disk is full: 256 MiB or 1 % of the disk stay free, whichever is less.
      """, valueName: "file"))
  var record: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What to log: all, or only the inputs that repeat the run.", valueName: "level"))
  var recordLevel = RecordLevel.all

  @Flag(help: "Allow the log to replace an existing file.")
  var overwrite = false

  /// Checks the options, without side effects.
  func check() throws(UsageError) {
    guard !overwrite || record != nil else { throw .nothingToOverwrite }
  }

  /// Opens the file, if one is requested; this is the last step that can fail before the run.
  func output(mayBeTerminal: Bool) throws(SessionError) -> FileOutput? {
    guard let record else { return nil }
    var rules = OutputFile.Rules()
    (rules.mayOverwrite, rules.mayBeTerminal) = (overwrite, mayBeTerminal)
    return try FileOutput(path: record, rules)
  }

  /// Creates the log with its header. If that fails, a file created for it is removed.
  func writer(
    for specification: RunSpecification, to output: FileOutput?
  ) throws(SessionError) -> SessionWriter? {
    guard let output else { return nil }
    let header = LogHeader(specification, version: Weir.version, started: WallTime.now)
    do throws(SessionError) {
      return try SessionWriter(header, level: recordLevel, to: output)
    } catch {
      output.discard()
      throw error
    }
  }
}

extension RecordLevel: ExpressibleByArgument {}
