public import WeirEvents
public import WeirLog

/// The parts of a log that are needed to repeat its run: the inputs, and how far the run went.
public struct LogOutline: Sendable {
  /// The header of the log.
  public let header: LogHeader
  /// The inputs, in the order of the log; those unknown to this program are omitted.
  public private(set) var inputs: [TimedInput] = []
  /// How many events the log has lines for.
  public private(set) var eventCount = 0
  /// The instant of the last line that can be read.
  public private(set) var lastInstant = VirtualInstant.zero
  /// The end of the log; `nil` if it is cut or invalid before that.
  public private(set) var end: End?
  /// Why the log can't be read to its end; `nil` if it can. What comes before the error is known.
  public private(set) var failure: SessionError?
  /// Whether the log contains only the inputs of the run.
  public private(set) var isOnlyInputs = false
  /// The number of the last line read, counted from 1.
  public private(set) var lineCount = 0

  /// How far the run had come when the log ended, and why it ended.
  public struct End: Hashable, Sendable {
    /// How far the run had come.
    public var checkpoint: SessionEntry.Checkpoint
    /// Why the log ended.
    public var reason: EndReason
  }

  /// Reads a log to its end.
  ///
  /// - Parameters:
  ///   - scenario: Returns the scenario that the header names; `nil` if this program does not have
  ///     it.
  ///   - shouldContinue: Called regularly; when it returns `false`, the rest of the log is left
  ///     out.
  /// - Throws: `SessionError` if the header can't be read.
  public init(
    _ source: consuming ByteSource, path: String,
    in scenario: (LogHeader) -> ScenarioDescription?, while shouldContinue: () -> Bool = { true }
  ) throws(SessionError) {
    var reader = try SessionReader(source, path: path)
    header = reader.header
    let scenario = scenario(header)
    var hasOtherLines = false
    var countedEvents = 0
    var block: [Event] = []
    do throws(SessionError) {
      reading: while shouldContinue() {
        switch try reader.readEvents(into: &block, limit: LogOutline.blockSize) {
        case .limit: break
        case .entry(.checkpoint(let checkpoint)): countedEvents = checkpoint.events
        case .entry(.finding): hasOtherLines = true
        case .entry(.end(let checkpoint, let reason)):
          countedEvents = checkpoint.events
          end = End(checkpoint: checkpoint, reason: reason)
          break reading
        case .entry(.event): break
        case .end: break reading
        }
        note(&block, in: scenario, &hasOtherLines)
      }
    } catch {
      failure = error
    }
    note(&block, in: scenario, &hasOtherLines)
    lastInstant = reader.now
    lineCount = reader.lineNumber
    isOnlyInputs = !hasOtherLines && countedEvents > eventCount
  }

  private static let blockSize = 8192

  /// Notes the events of a block, and empties it.
  private mutating func note(
    _ block: inout [Event], in scenario: ScenarioDescription?, _ hasOtherLines: inout Bool
  ) {
    for event in block {
      guard case .input(let input) = event.kind else {
        hasOtherLines = true
        continue
      }
      if let input = RunInput(input, in: scenario) { inputs.append(.init(event.instant, input)) }
    }
    eventCount += block.count
    block.removeAll(keepingCapacity: true)
  }
}
