/// One plugin's binary on a node.
package struct PluginBinary: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        case missing
        case unusable(Fault)
        /// The CNI versions that it answered.
        case speaks([String])
        /// Looks well, and wasn't started.
        case unasked
    }

    /// Why it can't be used.
    package enum Fault: Sendable, Equatable {
        /// A folder, a socket.
        case noFile
        /// The permission bits.
        case notExecutable(mode: UInt32)
        case empty
        /// Neither an ELF file nor a script.
        case noProgram
        /// The machine that it is for, and the node's.
        case otherMachine(String, node: String)
        /// The program that has to run it: a script's interpreter, a program's loader.
        case lacksInterpreter(String)
        /// What came in place of an answer to VERSION, as the end of a sentence that begins with the path.
        case silent(String)
    }

    package let path: String?
    package let state: State

    package init(path: String?, state: State) {
        self.path = path
        self.state = state
    }

    /// Why it can't be used, a sentence without full stop; nil where it can.
    package func problem(_ type: String, _ place: String) -> String? {
        switch state {
        case .missing: "\(type) is not in \(place)"
        case .unusable(let fault): "\(path ?? type) \(fault.words)"
        case .speaks, .unasked: nil
        }
    }
}

extension PluginBinary.Fault {
    /// The end of a sentence that begins with the path.
    package var words: String {
        switch self {
        case .noFile: "is no file"
        case .notExecutable(let mode): "may not be executed: its mode is 0\(String(mode, radix: 8))"
        case .empty: "is empty"
        case .noProgram: "is neither a program nor a script"
        case .otherMachine(let machine, let node): "is for \(machine), and this node is \(node)"
        case .lacksInterpreter(let path): "is run by \(path), which isn't there"
        case .silent(let words): words
        }
    }
}
