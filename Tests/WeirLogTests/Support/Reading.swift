import WeirEvents

@testable import WeirLog

/// Everything read from a log, including errors, after which reading continues with the next line.
struct Reading: Equatable {
  /// The result of a line: an entry and the instant of the line, or an error.
  enum Step: Equatable {
    case entry(SessionEntry, now: VirtualInstant)
    case failure(LogError)
  }

  private(set) var steps: [Step] = []
  private(set) var report = ReadingReport()
  private(set) var isCut = false

  init(
    _ log: [UInt8], scans: Bool = true, blockSize: Int = LogLines.blockSize,
    nameLimit: Int = NameTable.usualLimit
  ) {
    do {
      var reader = try LogReader(
        ByteSource(log), blockSize: blockSize, names: NameTable(limit: nameLimit), scans: scans)
      var isAtEnd = false
      while !isAtEnd {
        do {
          if let entry = try reader.next() {
            steps.append(.entry(entry, now: reader.now))
          } else {
            isAtEnd = true
          }
        } catch {
          steps.append(.failure(error))
        }
      }
      report = reader.report
      isCut = reader.isCut
    } catch {
      steps = [.failure(error)]
    }
  }

  var entries: [SessionEntry] {
    steps.compactMap { if case .entry(let entry, _) = $0 { entry } else { nil } }
  }

  var failures: [LogError] {
    steps.compactMap { if case .failure(let error) = $0 { error } else { nil } }
  }

  var events: [Event] {
    entries.compactMap { if case .event(let event) = $0 { event } else { nil } }
  }
}
