/// Why a gRPC call brought no message.
enum GRPCFailure: Error, Sendable, Equatable {
    /// Nobody listens at the socket, or there is none.
    case absent(String)
    /// The server's own refusal: gRPC's number and its words.
    case status(Int, String)
    case transport(String)
    case timeout
    case badAnswer(String)
    case tooLarge(limit: Int)

    /// The server doesn't know the method.
    static let unimplemented = 12
}

extension GRPCFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .absent(let reason): "nobody answers there: \(reason)"
        case .status(let code, let message): "it answers with status \(code)" + (message.isEmpty ? "" : ": \(message)")
        case .transport(let reason): "the connection broke: \(reason)"
        case .timeout: "it does not answer in time"
        case .badAnswer(let reason): "its answer can't be read: \(reason)"
        case .tooLarge(let limit): "its answer is larger than \(limit) bytes"
        }
    }
}
