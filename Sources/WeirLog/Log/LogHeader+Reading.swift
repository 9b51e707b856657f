import WeirEvents

extension LogHeader {
  /// Reads the first line of a log.
  ///
  /// Unknown keys are ignored. A known key must not occur twice, and a value of the wrong type or
  /// too large is refused; `null` counts as missing if the key is optional. A log of version 1 has
  /// none of the keys introduced with version 2.
  ///
  /// - Throws: `LogError` if the line is not a header of a known version, or has an invalid value.
  package init(_ json: JSONValue) throws(LogError) {
    guard case .object(let members) = json, case .integer(let format) = json["weir"] else {
      throw .notALog
    }
    guard LogHeader.readableFormats.contains(Int(clamping: format)) else {
      throw .unknownVersion(Int(clamping: format))
    }
    self.format = Int(clamping: format)
    let values = try HeaderValues(members)
    version = try values.text("version")
    scenario = try values.text("scenario")
    started = try values.text("started")
    if format > 1 { try readSource(values) }
    pitfall = try values.optionalText("pitfall")
    if clock == .real {
      preset = try values.optionalText("preset")
      seed = try values.optionalNumber("seed")
      parameters = try values.parameters("parameters") ?? []
    } else {
      preset = try values.text("preset")
      seed = try values.number("seed") as UInt64
      guard let parameters = try values.parameters("parameters") else {
        throw .badHeader(problem: "it has no 'parameters'")
      }
      self.parameters = parameters
    }
  }

  /// An unknown level, from a later version, counts as missing; with an unknown kind of parents,
  /// nothing follows from the end of a parent.
  private mutating func readSource(_ values: HeaderValues) throws(LogError) {
    source = try values.optionalText("source") ?? source
    clock = try values.word("clock") ?? clock
    program = try values.optionalText("program")
    command = try values.texts("command")
    pid = try values.optionalNumber("pid")
    host = try values.optionalText("host")
    runtime = try values.optionalText("runtime")
    level = try values.optionalText("level").flatMap(Level.init) ?? level
    parents =
      try values.optionalText("parents").map { Parents(rawValue: $0) ?? .creator } ?? parents
  }
}
