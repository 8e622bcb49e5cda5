import CNI

/// Which sandboxes Multus' state is of. The folder is read once for all of them: it may have results by the hundred
/// thousand.
struct MultusIndex {
    /// The names of the results of each sandbox; none where there is a state file alone.
    private(set) var results: [String: [String]] = [:]
    /// Paths of results that can't be read and whose names don't tell whose they are.
    private(set) var strays: [String] = []

    var containers: [String] { results.keys.sorted() }

    mutating func add(stateFile name: String) { results[name] = results[name] ?? [] }

    mutating func add(result name: String, of containerID: String) {
        if (try? Identifier.validate(containerID)) != nil { results[containerID, default: []].append(name) }
    }

    /// One that can't be read: its name is `<network>-<container id>-<interface>`, and each of the three may have dashes.
    mutating func add(unreadable name: String, in folder: String) {
        let known = results.keys.first { MultusState.parts(of: name, containerID: $0) != nil }
        if let owner = known ?? name.split(separator: "-").first(where: Self.isRuntimesID).map(String.init) {
            results[owner, default: []].append(name)
        } else {
            strays.append(folder + "/" + name)
        }
    }

    /// As containerd and CRI-O make ids.
    private static func isRuntimesID(_ text: Substring) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
