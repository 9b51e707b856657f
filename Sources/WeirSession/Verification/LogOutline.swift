public import WeirEvents
public import WeirLog

/// What of a log is needed to repeat its run: what was done to the run, and how far it went.
public struct LogOutline: Sendable {
  public let header: LogHeader
  /// What users did to the run, in the order of the log; what this program does not know of is left
  /// out.
  public private(set) var inputs: [TimedInput] = []
  /// How many events the log has lines for.
  public private(set) var eventCount = 0
  /// The instant of the last line that can be read.
  public private(set) var lastInstant = VirtualInstant.zero
  /// The line that ends the log; nil if there is none before the log is cut or wrong.
  public private(set) var end: End?
  /// Why the log can't be read to its end; what comes before is known.
  public private(set) var failure: SessionError?
  /// Whether the log has lines for the inputs alone.
  public private(set) var isOnlyInputs = false
  /// The last line that was read, counted from 1.
  public private(set) var lineCount = 0

  /// How far the run had come when the log was ended, and why it was.
  public struct End: Hashable, Sendable {
    public var checkpoint: SessionEntry.Checkpoint
    public var reason: EndReason
  }

  /// Reads a log to its end.
  ///
  /// - Parameters:
  ///   - scenario: finds the scenario that the header names; nil if this program does not have it.
  ///   - goesOn: asked now and then; where it answers no, the rest of the log is left out.
  public init(
    _ source: consuming ByteSource, path: String,
    in scenario: (LogHeader) -> ScenarioDescription?, while goesOn: () -> Bool = { true }
  ) throws(SessionError) {
    var reader = try SessionReader(source, path: path)
    header = reader.header
    let scenario = scenario(header)
    var hasOtherLines = false
    var countedEvents = 0
    var block: [Event] = []
    do throws(SessionError) {
      reading: while goesOn() {
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

  /// Takes in some events, and takes them out of the block.
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
