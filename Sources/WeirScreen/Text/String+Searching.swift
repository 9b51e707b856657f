extension String {
  /// Whether this text contains another one, ignoring case.
  ///
  /// - Parameter needle: in lower case.
  package func contains(lowercased needle: String) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { text in
      needle.utf8.withContiguousStorageIfAvailable { String.find($0, in: text) } ?? nil
    }
    return (found ?? nil) ?? lowercased().contains(needle)
  }

  /// Whether one ASCII text contains another; `nil` if there is more than ASCII.
  private static func find(
    _ needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool? {
    guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard needle.count <= text.count else { return false }
    return (0...text.count - needle.count).contains { start in
      needle.indices.allSatisfy { needle[$0] == text[start + $0].small }
    }
  }
}

extension UInt8 {
  fileprivate var small: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
