public import WeirEvents
public import WeirLog

/// Compares a log with its run, line by line, while the run is repeated; neither is kept in memory.
///
/// Each line has to equal the one that this program writes, byte for byte except for the line
/// ending. The findings are compared separately from all other lines: they depend not only on the
/// run but also on the thresholds of the lints, which a log does not contain. For a log of version
/// 1, the keys and values that it has are compared; its digests and findings are not.
public final class LogComparison {
  /// Why the comparison ended.
  public enum Verdict: Equatable, Sendable {
    /// The log has exactly the lines of the run.
    case same
    /// The lines are equal up to this one, after which the log is cut.
    case cut(afterLine: Int)
    /// A line that is not a finding differs.
    case differs(LogDifference)
  }

  private struct Stop: Error {}

  /// The verdict; `nil` during the comparison.
  public private(set) var verdict: Verdict?
  /// The first line at which the findings differ; `nil` while they are equal.
  public private(set) var findingDifference: LogDifference?
  /// How many events of the run have been compared.
  public private(set) var eventCount = 0

  private var lines: LogLines
  private var writer: LogWriter
  private let path: String
  private let isFirstFormat: Bool
  private let comparesFindings: Bool
  private let hasEnd: Bool
  /// The first invalid line of the log; `nil` if there is none.
  private let wrongLine: Int?
  /// The error that ended reading; `nil` if there was none.
  public private(set) var failure: SessionError?

  /// How many lines of the log have been read, including the header.
  private var lineCount = 0
  /// The findings of the run before its next other line.
  private var expectedFindings: [[UInt8]] = []
  /// How many of them the log has contained so far.
  private var foundCount = 0
  /// The finding of the log directly before the last line read, and its line number.
  private var latestFinding: (line: Int, text: [UInt8])?

  /// Creates a comparison, beginning with the header.
  ///
  /// - Parameters:
  ///   - outline: The outline of the same log.
  ///   - specification: What is run.
  ///   - comparesFindings: Whether the lines of findings are compared.
  public init(
    _ source: consuming ByteSource, path: String, outline: LogOutline,
    specification: RunSpecification, comparesFindings: Bool = true
  ) {
    lines = LogLines(source)
    self.path = path
    isFirstFormat = outline.header.format < 2
    self.comparesFindings = comparesFindings && outline.header.format >= 2
    hasEnd = outline.end != nil || outline.failure != nil
    wrongLine = outline.failure?.line
    let header = LogHeader(
      specification, version: outline.header.version, started: outline.header.started)
    writer = LogWriter(header, level: outline.isOnlyInputs ? .inputs : .all)
  }

  /// Compares the lines of a batch of the run.
  public func take(_ batch: FoldedBatch) {
    guard verdict == nil else { return }
    try? writer.write(batch) { bytes throws(Stop) in
      compare(bytes)
      if verdict != nil { throw Stop() }
    }
    emitLines()
  }

  /// Compares the last line, and checks that the log ends there.
  public func end(_ reason: EndReason) {
    guard verdict == nil else { return }
    writer.end(reason)
    emitLines()
    guard verdict == nil else { return }
    while let line = nextLine() {
      // What is not a line of a log does not belong to it, such as the summary of a simulation that
      // follows its log on standard output.
      guard LogComparison.beginnings.contains(where: { line.starts(with: $0) }) else { continue }
      verdict = .differs(difference(found: line, expected: nil))
      return
    }
    if failure == nil { verdict = hasEnd ? .same : .cut(afterLine: lineCount) }
  }

  /// The beginnings of lines of logs.
  private static let beginnings = [Array(#"{"t":"#.utf8), Array(#"{"weir":"#.utf8)]

  private func emitLines() {
    let bytes = writer.takeBytes()
    if verdict == nil { compare(bytes) }
  }
}

// MARK: Lines

extension LogComparison {
  /// Compares complete lines.
  private func compare(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while verdict == nil, let end = rest.firstIndex(of: 0x0A) {
      compare(line: rest[..<end])
      rest = rest[(end + 1)...]
    }
  }

  private func compare(line expected: ArraySlice<UInt8>) {
    let kind = LineKind(expected)
    if kind == .finding {
      if comparesFindings { expectedFindings.append(Array(expected)) }
      return
    }
    if isFirstFormat, FirstFormat.lacks(expected) {
      eventCount += 1
      return
    }
    let former = lineCount
    guard let found = nextLine() else {
      guard failure == nil else { return }
      verdict =
        hasEnd
        ? .differs(difference(found: nil, expected: Array(expected)))
        : .cut(afterLine: lineCount)
      return
    }
    checkFindings(until: found)
    let isEqual =
      isFirstFormat
      ? lineCount == 1 || FirstFormat.agrees(found, with: expected) : expected.elementsEqual(found)
    guard isEqual, lineCount != wrongLine else {
      verdict = .differs(
        isEqual
          ? causeOfWrongLine(found, Array(expected))
          : firstDifference(after: former, found, Array(expected)))
      return
    }
    if kind == .event, lineCount > 1 { eventCount += 1 }
  }

  /// Returns the next line of the log that is not a finding, or that is invalid, whatever its kind,
  /// since what follows an invalid line is unknown; `nil` at the end.
  private func nextLine() -> [UInt8]? {
    latestFinding = nil
    while failure == nil {
      let line: [UInt8]
      do throws(LogError) {
        guard let next = try lines.next() else { return restOfLongLine }
        line = Array(next)
      } catch {
        failure = SessionError(error, path: path)
        return nil
      }
      // If a line number is missing, an empty or too long line was skipped.
      lineCount += 1
      if lines.number != lineCount { return [] }
      guard LineKind(line[...]) == .finding, lineCount > 1, lineCount != wrongLine else {
        return line
      }
      latestFinding = (lineCount, line)
      if !isFirstFormat { take(finding: line) }
    }
    return nil
  }

  /// A skipped line at the end of the log.
  private var restOfLongLine: [UInt8]? {
    guard lines.number > lineCount else { return nil }
    lineCount += 1
    return []
  }

  /// The difference of a line, or of a finding that is, or should be, in its place.
  private func firstDifference(
    after former: Int, _ found: [UInt8], _ expected: [UInt8]
  ) -> LogDifference {
    guard let finding = findingDifference, finding.line > former, finding.line <= lineCount else {
      return difference(found: found, expected: expected)
    }
    if finding.line == lineCount { return finding }
    return LogDifference(
      line: finding.line, eventsBefore: eventCount, found: finding.found,
      expected: LineVersion(expected, as: finding.line))
  }

  /// The difference if a line is as expected but invalid, which is because of the finding before
  /// it, such as one with a later instant.
  private func causeOfWrongLine(_ found: [UInt8], _ expected: [UInt8]) -> LogDifference {
    if let findingDifference { return findingDifference }
    guard let (line, text) = latestFinding else {
      return difference(found: found, expected: expected)
    }
    return LogDifference(
      line: line, eventsBefore: eventCount, found: LineVersion(text, as: line),
      expected: LineVersion(expected, as: line))
  }

  private func difference(found: [UInt8]?, expected: [UInt8]?) -> LogDifference {
    let line = found == nil ? lineCount + 1 : lineCount
    return LogDifference(
      line: line, eventsBefore: eventCount,
      found: found.map { LineVersion($0, as: line) } ?? .nothing,
      expected: expected.map { LineVersion($0, as: line) } ?? .nothing)
  }
}

// MARK: Findings

extension LogComparison {
  private func take(finding: [UInt8]) {
    guard comparesFindings, findingDifference == nil else { return }
    let expected = foundCount < expectedFindings.count ? expectedFindings[foundCount] : nil
    if expected == finding {
      foundCount += 1
    } else {
      findingDifference = difference(found: finding, expected: expected)
    }
  }

  /// Checks that the log had all expected findings before a line.
  private func checkFindings(until line: [UInt8]) {
    if foundCount < expectedFindings.count, findingDifference == nil {
      findingDifference = difference(found: line, expected: expectedFindings[foundCount])
    }
    expectedFindings.removeAll(keepingCapacity: true)
    foundCount = 0
  }
}
