import ArgumentParser
import WeirFiles
import WeirSession

/// The options for recording a real program from the first line of its log on.
struct WatchRecordOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("record")], parsing: .unconditional,
    help: ArgumentHelp("Write the log to a new file as well, from now on.", valueName: "file"))
  var record: String?

  @Flag(help: "Allow files to replace existing ones.")
  var overwrite = false

  /// Opens the file, if there is one.
  func output() throws(SessionError) -> FileOutput? {
    guard let record else { return nil }
    var rules = OutputFile.Rules()
    (rules.mayOverwrite, rules.mayBeTerminal) = (overwrite, false)
    return try FileOutput(path: record, rules)
  }
}
