public import ExactJSON

/// The error object of the specification (section 5): what a plugin prints when it fails, and what Tartan answers.
public struct CNIError: Error, Equatable, Sendable {
    /// The specification's well-known codes. A plugin's own code (100 and above) is kept as it is.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        public static let incompatibleVersion = Code(rawValue: 1)
        public static let unsupportedField = Code(rawValue: 2)
        public static let unknownContainer = Code(rawValue: 3)
        public static let invalidEnvironment = Code(rawValue: 4)
        public static let inputOutput = Code(rawValue: 5)
        public static let undecodable = Code(rawValue: 6)
        public static let invalidConfiguration = Code(rawValue: 7)
        public static let tryAgainLater = Code(rawValue: 11)
        public static let notAvailable = Code(rawValue: 50)
        public static let limitedConnectivity = Code(rawValue: 51)
        /// What the reference library gives an error without a code of its own.
        public static let other = Code(rawValue: 999)
    }

    public var code: Code
    /// One sentence: what failed, for which pod, network, interface and binary.
    public var message: String
    /// The cause and the next step.
    public var details: String?

    public init(_ code: Code, _ message: String, details: String? = nil) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// The error object, or nil where the value is none. Unknown members are passed over; a missing code is 0.
    public init?(_ value: JSONValue) {
        guard let object = value.object else { return nil }
        let code = object["code"]?.integer
        let message = object["msg"]?.string
        guard code != nil || message != nil else { return nil }
        self.init(Code(rawValue: code ?? 0), message ?? "", details: object["details"]?.string)
    }

    public func encoded(version: CNIVersion) -> JSONValue {
        var object = JSONObject()
        object["cniVersion"] = .string(version.description)
        object["code"] = .integer(code.rawValue)
        object["msg"] = .string(message)
        if let details, !details.isEmpty { object["details"] = .string(details) }
        return .object(object)
    }
}
