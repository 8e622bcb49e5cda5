package import CNI
package import ExactJSON

/// An attachment's result with what plugins leave out: its own interface in the sandbox, and each address on an interface.
package struct CompletedResult: Sendable, Equatable {
    package var result: CNIResult
    /// Index of the attachment's own interface; nil for an attachment without one.
    package var ownInterface: Int?

    /// What its device information file held after the ADD.
    package var deviceInfo: JSONValue?

    package var interfaceName: String? { ownInterface.map { result.interfaces[$0].name } }

    package init(result: CNIResult, ownInterface: Int?) {
        self.result = result
        self.ownInterface = ownInterface
    }

    /// Reads a journalled `final` back: it was completed then.
    package init(recorded result: CNIResult, interface: String) {
        let inside = result.interfaces.indices.filter { result.interfaces[$0].isInSandbox }
        self.init(
            result: result, ownInterface: inside.first { result.interfaces[$0].name == interface } ?? inside.first)
    }
}
