/// A number of bytes for people: `812 bytes`, `34.1 MiB`, `1.2 TiB`.
public struct ByteText: CustomStringConvertible, Sendable {
  public let bytes: Int

  public init(_ bytes: Int) {
    self.bytes = bytes
  }

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
