/// A string of a terminal after its introducer, of which only the end matters (ECMA-48, 5.6).
///
/// It ends with a bell or with the string terminator ST; CAN and SUB cancel it. Escape ends it too,
/// whether a `\` follows, as it does in ST, or not. Nothing of it is stored, so its length does not
/// matter.
struct ControlString {
  enum Step {
    case more
    /// The byte ends the string, and belongs to it.
    case complete
    /// The byte ends the string, and does not belong to it.
    case brokenOff
  }

  /// How many more bytes the current character has: within one, 0x9C is not ST.
  private var continuations = 0
  private var isAfterC2 = false

  mutating func take(_ byte: UInt8) -> Step {
    defer { isAfterC2 = byte == 0xC2 }
    switch byte {
    case 0x07, 0x18: return .complete
    case InputDecoder.escape, 0x03, 0x1A, 0x1C: return .brokenOff
    case 0x80...0xBF where continuations > 0:
      continuations -= 1
      return isAfterC2 && byte == 0x9C ? .complete : .more
    case 0x9C: return .complete
    default:
      continuations = byte < 0xC2 || byte > 0xF4 ? 0 : (~byte).leadingZeroBitCount - 1
      return .more
    }
  }
}
