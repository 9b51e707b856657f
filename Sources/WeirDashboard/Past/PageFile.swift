import Synchronization

/// Bytes that are kept in pages of a file or, if there is none or it takes no more, in memory.
///
/// May be used by several threads at once.
final class PageFile: Sendable {
  private static let pageSize = 32 << 10

  private let file: (any SpoolFile)?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - file: Where the bytes are kept; `nil` for memory.
  ///   - limit: The most bytes that the file may have.
  init(in file: (any SpoolFile)?, limit: Int = 1 << 30) {
    self.file = file
    state = Mutex(State(limit: limit, isUsable: file != nil))
  }

  private struct State {
    let limit: Int
    /// Whether the file can still be written.
    var isUsable: Bool
    var pageCount = 0
    /// Pages that were used and are free again.
    var free: [Int] = []

    /// Takes some pages; `nil` if the file has reached its limit.
    mutating func take(_ count: Int) -> [Int]? {
      let more = max(count - free.count, 0)
      guard isUsable, (pageCount + more) * pageSize <= limit else { return nil }
      let pages = free.suffix(count - more) + (pageCount..<pageCount + more)
      free.removeLast(count - more)
      pageCount += more
      return Array(pages)
    }
  }

  /// Some bytes, as long as somebody refers to them.
  final class Kept: Sendable {
    private let file: PageFile
    private let place: Place
    private let count: Int

    fileprivate init(_ bytes: [UInt8], in file: PageFile, pages: [Int]?) {
      (self.file, count) = (file, bytes.count)
      place = pages.map(Place.file) ?? .memory(bytes)
    }

    deinit {
      if case .file(let pages) = place { file.free(pages) }
    }

    /// How many of them are in memory.
    var bytesInMemory: Int {
      if case .memory(let bytes) = place { bytes.count } else { 0 }
    }

    /// Returns the bytes; `nil` if they can't be read.
    func read() -> [UInt8]? {
      switch place {
      case .memory(let bytes): bytes
      case .file(let pages): file.read(count, from: pages)
      }
    }
  }

  private enum Place {
    case file(pages: [Int])
    case memory([UInt8])
  }
}

extension PageFile {
  /// Keeps some bytes.
  func keep(_ bytes: [UInt8]) -> Kept {
    let pageCount = (bytes.count + PageFile.pageSize - 1) / PageFile.pageSize
    let pages = state.withLock { $0.take(pageCount) }
    guard let pages, !write(bytes, to: pages) else { return Kept(bytes, in: self, pages: pages) }
    state.withLock { $0.isUsable = false }
    free(pages)
    return Kept(bytes, in: self, pages: nil)
  }

  private func free(_ pages: [Int]) {
    state.withLock { $0.free += pages }
  }

  private func write(_ bytes: [UInt8], to pages: [Int]) -> Bool {
    bytes.withUnsafeBytes { source in
      PageFile.eachPart(of: source.count, in: pages) { part, offset in
        let part = UnsafeRawBufferPointer(rebasing: source[part])
        return file.map { (try? $0.write(part, at: offset)) != nil } ?? false
      }
    }
  }

  private func read(_ count: Int, from pages: [Int]) -> [UInt8]? {
    var isComplete = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, used in
      let target = UnsafeMutableRawBufferPointer(target)
      isComplete = PageFile.eachPart(of: count, in: pages) { part, offset in
        let part = UnsafeMutableRawBufferPointer(rebasing: target[part])
        return file?.read(into: part, at: offset) ?? false
      }
      used = isComplete ? count : 0
    }
    return isComplete ? bytes : nil
  }

  /// Calls a function with each part of some bytes and its offset in the file, until it returns
  /// `false`. Returns whether it never did.
  private static func eachPart(
    of count: Int, in pages: [Int], _ body: (_ part: Range<Int>, _ offset: Int) -> Bool
  ) -> Bool {
    for (index, page) in pages.enumerated() {
      let start = index * pageSize
      guard body(start..<min(start + pageSize, count), page * pageSize) else { return false }
    }
    return true
  }
}
