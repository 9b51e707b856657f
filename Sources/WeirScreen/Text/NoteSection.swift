/// A part of a text for people: a heading, and entries that are each a few words and what there is to say about them.
///
/// It is a value, laid out for any width: the help and the command line read the same.
public struct NoteSection: Sendable, Hashable {
  public var heading: String
  public var entries: [Entry]

  /// Some words, which may be missing, and the sentences about them.
  public struct Entry: Sendable, Hashable {
    public var lead: String
    public var text: String

    public init(_ lead: String = "", _ text: String) {
      self.lead = lead
      self.text = text
    }
  }

  /// One row of the text: what stands at the left, and the sentences beside or below it.
  public struct Row: Sendable, Hashable {
    public var lead: String
    public var text: String
  }

  public init(_ heading: String, _ entries: [Entry]) {
    self.heading = heading
    self.entries = entries
  }

  /// The entries in rows of at most this many columns.
  ///
  /// The sentences stand in a column of their own where it is wide enough to read, else below the words they belong to.
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
