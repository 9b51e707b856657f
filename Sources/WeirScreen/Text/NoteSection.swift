/// A section of a help text: a heading, and entries that each have a few words and sentences about
/// them.
///
/// It is a value that can be laid out at any width: the help on the screen and on the command line
/// are the same.
public struct NoteSection: Sendable, Hashable {
  /// The heading.
  public var heading: String
  /// The entries, in order.
  public var entries: [Entry]

  /// A few words, which may be missing, and the sentences about them.
  public struct Entry: Sendable, Hashable {
    /// The words at the left.
    public var lead: String
    /// The sentences.
    public var text: String

    /// Creates an entry, by default without words at the left.
    public init(_ lead: String = "", _ text: String) {
      self.lead = lead
      self.text = text
    }
  }

  /// One row of the text: the words at the left, and the sentences beside or below them.
  public struct Row: Sendable, Hashable {
    /// The words at the left, padded to their column.
    public var lead: String
    /// The part of the sentences in this row.
    public var text: String
  }

  /// Creates a section.
  public init(_ heading: String, _ entries: [Entry]) {
    self.heading = heading
    self.entries = entries
  }

  /// The entries in rows of at most this many columns.
  ///
  /// The sentences have a column of their own if it is wide enough to read, and are below their
  /// words otherwise.
  public func rows(columns: Int) -> [Row] {
    let longest = entries.map { CharacterWidth.of($0.lead) }.max() ?? 0
    let indent = longest == 0 ? 0 : longest + 2
    let isBeside = indent <= columns / 2 && columns - indent >= NoteSection.narrowestText
    return entries.flatMap { entry in
      isBeside ? beside(entry, indent, columns) : below(entry, columns)
    }
  }

  private static let narrowestText = 26

  private func beside(_ entry: Entry, _ indent: Int, _ columns: Int) -> [Row] {
    entry.text.wrapped(to: columns - indent).enumerated().map { index, text in
      Row(lead: (index == 0 ? entry.lead : "").padded(to: indent), text: text)
    }
  }

  private func below(_ entry: Entry, _ columns: Int) -> [Row] {
    let rows = entry.text.wrapped(to: columns - 2).map { Row(lead: "  ", text: $0) }
    return (entry.lead.isEmpty ? [] : [Row(lead: entry.lead, text: "")]) + rows
  }
}
