public import WeirAnalysis
public import WeirLog

/// One of two compared runs: its model, and what its summary needs besides.
public struct ComparedRun: Sendable {
  /// The model of the run, as far as it was compared.
  public let model: RunModel
  /// The result of reading its log; `nil` for a simulated run.
  public let reading: LogReading?
  private let version: String

  /// A run to be compared.
  ///
  /// - Parameters:
  ///   - version: The version of the program that made the run.
  ///   - reading: The result of reading its log; `nil` for a simulated run.
  public init(_ model: RunModel, version: String, reading: LogReading? = nil) {
    (self.model, self.version, self.reading) = (model, version, reading)
  }

  /// The summary of the run as one object.
  public var summary: JSONValue { RunSummary(model, version: version, reading: reading).json }

  /// What was done to the run, as in its summary.
  var inputs: JSONValue { summary["inputs"] ?? .array([]) }
}
