/// One line of the table: what was measured, what it may be, what it was.
struct Row {
    var what: String
    /// In words, as the design has it; nil for what is only shown.
    var budget: String?
    var measured: String
    /// Whether the budget is kept; nil where there is none.
    var met: Bool?
    /// The figures themselves, for the JSON.
    var figures: [String: Double]

    var verdict: String {
        switch met {
        case true?: "met"
        case false?: "MISSED"
        case nil: "-"
        }
    }

    var json: [String: Any] {
        var object: [String: Any] = ["what": what, "measured": measured, "figures": figures]
        object["budget"] = budget
        object["met"] = met
        return object
    }
}
