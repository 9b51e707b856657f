/// How many durations fell into each of many buckets, whose widths grow with the durations: a high
/// dynamic range histogram (HdrHistogram) of whole nanoseconds.
///
/// Up to 2,048 ns each duration has a bucket of its own; above, each doubling is divided into
/// 1,024. The buckets are kept in blocks, which exist only where a duration fell, which count in
/// one byte until that no longer suffices, and which copies share until one of them changes.
struct DurationBuckets: Sendable {
  /// The longest duration that can be recorded: 2⁶¹ nanoseconds, 73 years.
  static let longest: UInt64 = 1 << 61

  private var blocks: ContiguousArray<Block?> = []

  /// 128 neighboring buckets.
  fileprivate enum Block: Sendable {
    case narrow(ContiguousArray<UInt8>)
    case middle(ContiguousArray<UInt16>)
    case wide(ContiguousArray<UInt64>)

    static let size = 128
  }

  /// Counts one duration, of at least 1 ns.
  @inline(__always)
  mutating func record(_ length: UInt64) {
    let index = DurationBuckets.index(of: length)
    let (place, offset) = (index / Block.size, index % Block.size)
    if place >= blocks.count { grow(to: place) }
    // In place: taken out of its case, a block would be copied.
    if !Block.count(at: offset, in: &blocks[place]) { count(1, at: index) }
  }

  /// Adds the counts of others.
  mutating func add(_ other: DurationBuckets) {
    for (place, block) in other.blocks.enumerated() {
      guard let block else { continue }
      for offset in 0..<Block.size {
        count(block[offset], at: place * Block.size + offset)
      }
    }
  }

  @inline(never)
  private mutating func grow(to place: Int) {
    while blocks.count <= place { blocks.append(nil) }
  }

  private mutating func count(_ number: UInt64, at index: Int) {
    guard number > 0 else { return }
    let (place, offset) = (index / Block.size, index % Block.size)
    if place >= blocks.count { grow(to: place) }
    let block = blocks[place] ?? Block()
    blocks[place] = block.adding(number, at: offset)
  }
}

// MARK: Moving out of memory

extension DurationBuckets {
  /// Passes the counts through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) {
    var widths = blocks.map { $0?.width ?? 0 }
    transfer.pass(&widths)
    if transfer.isBack { blocks = ContiguousArray(widths.map(Block.init(width:))) }
    for place in blocks.indices { blocks[place]?.pass(through: &transfer) }
    if !transfer.isBack { blocks = [] }
  }
}

extension DurationBuckets.Block {
  /// How many bytes a count takes.
  fileprivate var width: UInt8 {
    switch self {
    case .narrow: 1
    case .middle: 2
    case .wide: 8
    }
  }

  /// Creates a block whose counts are away; `nil` for the width 0.
  fileprivate init?(width: UInt8) {
    switch width {
    case 1: self = .narrow([])
    case 2: self = .middle([])
    case 8: self = .wide([])
    default: return nil
    }
  }

  fileprivate mutating func pass(through transfer: inout ByteTransfer) {
    switch self {
    case .narrow(var counts):
      transfer.pass(&counts)
      self = .narrow(counts)
    case .middle(var counts):
      transfer.pass(&counts)
      self = .middle(counts)
    case .wide(var counts):
      transfer.pass(&counts)
      self = .wide(counts)
    }
  }
}

extension DurationBuckets {
  /// Calls a function with the longest duration and the count of each bucket that is not empty, the
  /// shortest durations first, until it returns `false`.
  func forEach(_ body: (_ upTo: UInt64, _ number: Int) -> Bool) {
    for (place, block) in blocks.enumerated() {
      guard let block else { continue }
      for offset in 0..<Block.size {
        let number = block[offset]
        guard number > 0 else { continue }
        let upTo = DurationBuckets.last(of: place * Block.size + offset)
        guard body(upTo, Int(number)) else { return }
      }
    }
  }

  /// How many durations fell into the buckets after that of `low`, up to that of `high`.
  func count(above low: UInt64, upTo high: UInt64) -> Int {
    let (first, end) = (DurationBuckets.index(of: low) + 1, DurationBuckets.index(of: high) + 1)
    var sum: UInt64 = 0
    for place in first / Block.size..<max(blocks.count, first / Block.size) {
      guard place * Block.size < end else { break }
      guard let block = blocks[place] else { continue }
      let start = place * Block.size
      for index in max(first, start)..<max(min(end, start + Block.size), first, start) {
        sum += block[index - start]
      }
    }
    return Int(sum)
  }

  /// The width of a bucket is a power of two such that 1,024 to 2,047 widths make its durations.
  @inline(__always)
  private static func index(of length: UInt64) -> Int {
    let shift = max(64 - 11 - length.leadingZeroBitCount, 0)
    return (shift << 10) + Int(length >> UInt64(shift))
  }

  /// The longest duration of a bucket.
  private static func last(of index: Int) -> UInt64 {
    let shift = UInt64(max((index >> 10) - 1, 0))
    let widths = UInt64(index) - (shift << 10)
    return ((widths + 1) << shift) - 1
  }
}

extension DurationBuckets.Block {
  init() {
    self = .narrow(ContiguousArray(repeating: 0, count: Self.size))
  }

  subscript(offset: Int) -> UInt64 {
    switch self {
    case .narrow(let counts): UInt64(counts[offset])
    case .middle(let counts): UInt64(counts[offset])
    case .wide(let counts): counts[offset]
    }
  }

  /// Counts one in place, and returns whether that was possible.
  @inline(__always)
  static func count(at offset: Int, in block: inout Self?) -> Bool {
    switch block {
    case .narrow(var counts):
      guard counts[offset] < .max else { return false }
      block = nil
      counts[offset] += 1
      block = .narrow(counts)
    case .middle(var counts):
      guard counts[offset] < .max else { return false }
      block = nil
      counts[offset] += 1
      block = .middle(counts)
    case .wide(var counts):
      block = nil
      counts[offset] += 1
      block = .wide(counts)
    case nil: return false
    }
    return true
  }

  /// The block with a number added to one of its counts, as wide as that needs.
  func adding(_ number: UInt64, at offset: Int) -> Self {
    let sum = self[offset] + number
    switch self {
    case .narrow(var counts):
      guard let count = UInt8(exactly: sum) else {
        let wider = Self.middle(ContiguousArray(counts.map(UInt16.init)))
        return wider.adding(number, at: offset)
      }
      counts[offset] = count
      return .narrow(counts)
    case .middle(var counts):
      guard let count = UInt16(exactly: sum) else {
        return Self.wide(ContiguousArray(counts.map(UInt64.init))).adding(number, at: offset)
      }
      counts[offset] = count
      return .middle(counts)
    case .wide(var counts):
      counts[offset] = sum
      return .wide(counts)
    }
  }
}
