import CNI

/// Columns as kubectl prints them: a heading in capitals, then a row each, padded to the widest, three spaces between.
///
/// Plain and stable, so that it can be piped. The last column isn't padded; an empty cell is shown as `<none>`.
struct Table: Equatable {
    let columns: [String]
    private(set) var rows: [[String]] = []

    init(_ columns: [String]) {
        self.columns = columns
    }

    /// A row with fewer cells than there are columns is filled up with empty ones; more are cut.
    mutating func add(_ cells: [String]) {
        let filled = cells + repeatElement("", count: max(0, columns.count - cells.count))
        rows.append(filled.prefix(columns.count).map { $0.isEmpty ? "<none>" : $0.escapingControlCharacters })
    }

    /// The lines, each ended by a newline.
    var text: String {
        let lines = [columns] + rows
        let widths = columns.indices.map { column in lines.map { Self.width($0[column]) }.max() ?? 0 }
        return lines.map { Self.line($0, widths) + "\n" }.joined()
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(cells, widths).dropLast() {
            line += cell + String(repeating: " ", count: width - self.width(cell) + 3)
        }
        return line + (cells.last ?? "")
    }

    private static func width(_ cell: String) -> Int { cell.unicodeScalars.count }
}
