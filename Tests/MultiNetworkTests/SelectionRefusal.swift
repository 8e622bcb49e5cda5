import ExactJSON
import MultiNetwork
import Testing

/// An annotation that is refused, and how.
struct SelectionRefusal: Sendable, CustomTestStringConvertible {
    let annotation: String
    let description: String

    init(_ annotation: String, _ description: String) {
        self.annotation = annotation
        self.description = description
    }

    var testDescription: String { annotation }

    func check() throws {
        let error = try #require(
            throws: SelectionError.self,
            performing: { try NetworkSelection.parse(annotation, podNamespace: "shop") })
        #expect(error.description == description)
        #expect(!error.allowed.isEmpty)
    }
}
