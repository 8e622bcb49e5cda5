import ArgumentParser
import Glibc
import TartanStore

/// Which store a command works on: `--store`, else TARTAN_STORE, else /var/lib/tartan.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .customLong("store"),
        help: ArgumentHelp("The store's folder (default: $TARTAN_STORE, else \(Store.defaultRoot)).", valueName: "dir"))
    var chosenRoot: String?

    /// The store's folder as the person named it.
    var root: String { chosenRoot ?? Self.usualRoot }

    /// The store that is meant where none is named.
    static var usualRoot: String { environmentRoot ?? Store.defaultRoot }

    /// Where the choice came from, for messages: `--store`, `TARTAN_STORE` or nil for the standard place.
    var origin: String? { chosenRoot != nil ? "--store" : Self.environmentRoot != nil ? "TARTAN_STORE" : nil }

    /// What a command that is proposed to a person must carry to work on the same store.
    var suffix: String { chosenRoot.map { " --store \($0.shellWord)" } ?? "" }

    mutating func validate() throws {
        if chosenRoot?.isEmpty == true { throw ValidationError("--store needs the path of a folder") }
    }

    /// An empty variable counts as none.
    private static var environmentRoot: String? {
        guard let value = unsafe getenv("TARTAN_STORE") else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
