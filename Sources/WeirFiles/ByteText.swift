/// A number of bytes for people: `812 bytes`, `34.1 MiB`, `1.2 TiB`.
public struct ByteText: CustomStringConvertible, Sendable {
  /// The number of bytes, at least 0.
  public let bytes: Int

  /// Creates the text of a number of bytes.
  public init(_ bytes: Int) {
    self.bytes = bytes
  }

  /// The number in the largest fitting binary unit, with at most one decimal, rounded down.
  public var description: String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    guard bytes >= 1024 else { return "\(bytes) bytes" }
    var (tenths, unit) = (bytes / 1024 * 10 + bytes % 1024 * 10 / 1024, 0)
    while tenths >= 10240, unit < units.count - 1 {
      tenths /= 1024
      unit += 1
    }
    let whole = tenths >= 1000 || tenths % 10 == 0
    return whole ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
