/// Where in a file a finding is. Lines and columns count from 1; a column counts Unicode scalars, a tab is one.
package struct FindingPlace: Sendable, Equatable {
    /// The file as it was named, `stdin` for standard input.
    package let file: String
    package let line: Int
    /// The first character of the token, quotation mark included.
    package let column: Int
    /// The column after the marked part's last character, in the same line.
    package let endColumn: Int
    /// The line's text, or of a long one the part around the column; nil where there is none to show.
    package let excerpt: String?
    /// The column at which the excerpt begins.
    package let excerptColumn: Int

    package init(
        file: String, line: Int, column: Int, endColumn: Int, excerpt: String? = nil, excerptColumn: Int = 1
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.endColumn = endColumn
        self.excerpt = excerpt
        self.excerptColumn = excerptColumn
    }
}

extension FindingPlace: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
