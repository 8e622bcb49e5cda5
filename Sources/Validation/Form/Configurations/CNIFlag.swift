import ExactJSON

/// A boolean of a list as libcni reads it: also as a text, as version 0.4.0 had it.
struct CNIFlag {
    /// Nil for what is no boolean.
    let value: Bool?

    init(_ json: JSONValue) {
        if let boolean = json.boolean {
            value = boolean
        } else {
            switch json.string?.lowercased() {
            case "true": value = true
            case "false": value = false
            default: value = nil
            }
        }
    }
}
