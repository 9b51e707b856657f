import Foundation
import WeirScenarios
import WeirSession
import WeirTrace

/// Keeps the books of the run on the screen, and writes them to a file when asked to.
struct Recorder {
  private(set) var description: ScenarioDescription
  private(set) var book: RunBook
  /// The run as it was at its start.
  private(set) var start: RunSpecification
  /// The file that is being written.
  private(set) var path: String?
  /// The last file that was completed.
  private(set) var lastPath: String?

  /// The file that was made at the start.
  private let output: FileOutput?
  /// Where files are begun that have no name yet.
  var folder: URL
  private let level: RecordLevel
  private var thresholds: LintThresholds

  /// A file that is asked for is made at once, so that a bad path is known at once.
  init(
    _ specification: RunSpecification, _ options: RecordOptions, thresholds: LintThresholds,
    folder: URL
  ) throws {
    description = try ScenarioCatalog.description(of: specification.scenario)
    start = specification
    path = options.record
    level = options.recordLevel
    self.thresholds = thresholds
    self.folder = folder
    output = try options.output(mayBeTerminal: false)
    book = RunBook(
      description, thresholds: thresholds,
      writer: try options.writer(for: specification, to: output))
  }

  /// Takes back the file that was made at the start: there is no run.
  func discard() { output?.discard() }

  /// Books some events. After an error there is no recording any more.
  mutating func fold(_ batch: EventBatch) throws(SessionError) {
    do {
      try book.fold(batch)
    } catch {
      path = nil
      throw error
    }
  }

  /// Another run begins; the log of the last one is completed.
  mutating func begin(_ specification: RunSpecification) throws(SessionError) {
    guard book.digest.eventCount > 0 || specification != start else { return }
    defer {
      start = specification
      if let other = try? ScenarioCatalog.description(of: specification.scenario) {
        description = other
      }
      book = RunBook(description, thresholds: thresholds)
      lastPath = nil
    }
    try stop()
  }

  /// Begins a new file, without a path under a name of its own, with everything that has happened since the run's start.
  /// The one that was being written is completed, once there is the new one.
  mutating func record(_ path: String? = nil) throws -> String {
    let path = path.map { NSString(string: $0).expandingTildeInPath } ?? freshPath
    var rules = OutputFile.Rules()
    rules.mayBeTerminal = false
    let output = try FileOutput(path: path, rules)
    let next: RunBook
    do {
      next = try RunBook.caughtUp(
        with: book, of: start, level: level, logTo: output, started: WallTime.now)
    } catch {
      output.discard()
      throw error
    }
    try stop()
    book = next
    self.path = path
    return path
  }

  /// Completes the file, if one is being written, and the figures.
  mutating func stop() throws(SessionError) {
    lastPath = path ?? lastPath
    path = nil
    try book.endLog(.quit)
  }

  mutating func flush() throws(SessionError) {
    do {
      try book.flush()
    } catch {
      path = nil
      throw error
    }
  }

  /// Lets the lints judge by other thresholds from now on.
  mutating func use(_ thresholds: LintThresholds) {
    self.thresholds = thresholds
    book.use(thresholds)
  }

  /// A name in the folder that is not taken yet: `weir-producer-consumer-42.jsonl`, then `…-42-2.jsonl`. A folder that
  /// is not there is made.
  private var freshPath: String {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let stem = "weir-\(start.scenario)-\(start.seed)"
    let paths = (1...9999).lazy.map { path($0 == 1 ? "\(stem).jsonl" : "\(stem)-\($0).jsonl") }
    return paths.first { !FileManager.default.fileExists(atPath: $0) } ?? path(stem + ".jsonl")
  }

  /// A file in the folder; where that is the present one, its name alone.
  private func path(_ name: String) -> String {
    let present = URL(fileURLWithPath: ".").standardizedFileURL
    return folder.standardizedFileURL == present
      ? name : folder.appendingPathComponent(name).standardizedFileURL.path
  }
}
