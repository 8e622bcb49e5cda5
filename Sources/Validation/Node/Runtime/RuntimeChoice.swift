/// Which of the folder's files the runtime takes, and why.
package enum RuntimeChoice: Sendable, Equatable {
    case takes(String)
    /// containerd gives up at a file that it can't use, and has no network at all.
    case stopsAt(String, why: String)
    /// CRI-O is told to take a network that no file has.
    case lacks(network: String)
    case nothing

    /// - Parameters:
    ///   - runtime: nil where none is found; then the first usable file counts, as for CRI-O.
    ///   - hasBinary: whether a plugin's binary is there: CRI-O passes over a file without.
    package init(
        _ files: [RuntimeFile], _ runtime: NodeRuntime?, hasBinary: (String) -> Bool
    ) {
        let isCRIO = runtime?.kind == .crio
        let wanted = runtime?.networksPerPod ?? 1
        var usable: [RuntimeFile] = []
        for file in files {
            if let problem = file.problem {
                if runtime?.kind == .containerd, wanted <= 0 || usable.count < wanted {
                    self = .stopsAt(file.name, why: problem)
                    return
                }
            } else if !isCRIO || file.types.allSatisfy(hasBinary) {
                usable.append(file)
            }
        }
        if let network = runtime?.defaultNetwork {
            let named = usable.first { ($0.networkName ?? $0.name) == network }
            self = named.map { .takes($0.name) } ?? .lacks(network: network)
        } else {
            self = usable.first.map { .takes($0.name) } ?? .nothing
        }
    }

    /// The file's name.
    package var name: String? { if case .takes(let name) = self { name } else { nil } }
}
