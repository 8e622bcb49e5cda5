public import ExactJSON

/// YAML for those who want its value alone, without places: all that this module shows to other packages.
public enum YAMLText {
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// Line and column, and what is wrong there.
        public let description: String
    }

    /// The value of a text's first document; null for an empty one.
    ///
    /// - Parameter limit: bytes of the text.
    public static func value(_ bytes: [UInt8], limit: Int) throws(Failure) -> JSONValue {
        do throws(YAMLError) {
            return try MarkedDocument.parse(bytes, limits: MarkedLimits(size: limit)).first?.root.json() ?? .null
        } catch {
            throw Failure(description: error.description)
        }
    }
}
