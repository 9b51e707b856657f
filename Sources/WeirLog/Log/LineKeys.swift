import WeirEvents

/// The constant pieces of lines as bytes: kinds, keys and reasons to wait.
///
/// They follow from `EventSchema`, are made once and live as long as the process, so that using one
/// costs nothing, not even reference counting.
struct LineKeys: @unchecked Sendable {
  static let all = LineKeys()

  private let text: UnsafePointer<UInt8>
  /// The offset at which each piece begins, and at which the last one ends.
  private let starts: UnsafePointer<Int32>
  /// The number of the first piece of each kind.
  private let kinds: UnsafePointer<Int32>
  /// Whether an event of each kind can be reported late.
  private let lateness: UnsafePointer<Bool>
  /// The number of the first piece of the first reason to wait.
  private let waits: Int

  private init() {
    var pieces: [String] = []
    var kinds = [Int32](repeating: 0, count: 256)
    var lateness = [Bool](repeating: false, count: 256)
    for schema in EventSchema.all {
      kinds[Int(schema.number)] = Int32(pieces.count)
      lateness[Int(schema.number)] = schema.canBeLate
      pieces.append(",\"e\":\"\(schema.name)\"")
      pieces += schema.fields.map { ",\"\($0.key)\":" }
    }
    waits = pieces.count
    for wait in WaitKind.allCases {
      pieces += ["\"\(wait.name)\"", wait.field.map { ",\"\($0.key)\":" } ?? ""]
    }
    var (text, starts): ([UInt8], [Int32]) = ([], [0])
    for piece in pieces {
      text += piece.utf8
      starts.append(Int32(text.count))
    }
    self.text = LineKeys.keep(text)
    self.starts = LineKeys.keep(starts)
    self.kinds = LineKeys.keep(kinds)
    self.lateness = LineKeys.keep(lateness)
  }

  private static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<
    Element
  > {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    copy.initialize(from: elements, count: elements.count)
    return UnsafePointer(copy)
  }

  /// The number of the first piece of a kind; those of its keys follow, in order.
  func piece(ofKind kind: UInt8) -> Int { Int(kinds[Int(kind)]) }

  /// The number of the piece of a reason to wait; that of its key follows.
  func piece(of wait: WaitKind) -> Int { waits + 2 * Int(wait.rawValue) }

  /// Whether an event of a kind can be reported late.
  func canBeLate(_ kind: UInt8) -> Bool { lateness[Int(kind)] }

  subscript(piece: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(starts[piece])
    return UnsafeBufferPointer(start: text + start, count: Int(starts[piece + 1]) - start)
  }
}
