public import WeirAnalysis
public import WeirEvents
public import WeirLog

/// One of two compared runs: its model, and what its summary needs besides.
public struct ComparedRun: Sendable {
  /// The model of the run, as far as it was compared.
  public let model: RunModel
  /// The result of reading its log; `nil` for a simulated run.
  public let reading: LogReading?
  /// The findings that were raised and cleared, one for each kind.
  public let cleared: [Finding]
  private let raised: RaisedFindings?
  private let version: String

  /// A run to be compared.
  ///
  /// - Parameters:
  ///   - version: The version of the program that made the run.
  ///   - reading: The result of reading its log; `nil` for a simulated run.
  ///   - raised: The findings raised in the run.
  public init(
    _ model: RunModel, version: String, reading: LogReading? = nil, raised: RaisedFindings
  ) {
    (self.model, self.version, self.reading) = (model, version, reading)
    (self.raised, cleared) = (raised, raised.cleared.map(\.folded))
  }

  /// A run as far as it is on a screen.
  ///
  /// - Parameters:
  ///   - version: The version of the program that made the run.
  ///   - cleared: The findings that were raised and cleared, one for each kind.
  public init(_ model: RunModel, version: String, cleared: [Finding] = []) {
    (self.model, self.version, self.cleared) = (model, version, cleared)
    (reading, raised) = (nil, nil)
  }

  /// The summary of the run as one object.
  public var summary: JSONValue {
    RunSummary(model, version: version, reading: reading, raised: raised).json
  }

  /// What was done to the run, as in its summary.
  var inputs: JSONValue { summary["inputs"] ?? .array([]) }
}
