import WeirFiles

/// The bytes of a spool outside memory.
protocol SpoolFile: Sendable {
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError)
  func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool
}

extension ScratchFile: SpoolFile {}
