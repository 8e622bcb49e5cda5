/// Why a request brought nothing.
public enum APIFailure: Error, Sendable, Equatable {
    /// The server's own refusal.
    case status(APIStatus)
    /// No connection, or one that broke: the library's words.
    case transport(String)
    /// No answer in time.
    case timeout
    /// An answer that is none: no JSON, cut off, of another kind.
    case badAnswer(String)
    /// An answer larger than what is ever taken.
    case tooLarge(limit: Int)
    /// No proof of who is asking could be had.
    case access(AccessError)
    /// What the server sent could not be taken.
    case consumer(ConsumerFailure)
    case cancelled
}

/// A refusal: Kubernetes' `Status`, as far as a client acts on it.
public struct APIStatus: Sendable, Equatable {
    public let code: Int
    public let reason: String
    public let message: String
    /// Seconds, from `Retry-After`, or from the status' details.
    public let retryAfter: Int?

    public init(code: Int, reason: String, message: String, retryAfter: Int? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.retryAfter = retryAfter
    }
}

extension APIFailure {
    public var statusCode: Int? { if case .status(let status) = self { status.code } else { nil } }
    /// What was asked for doesn't exist.
    public var isNotFound: Bool { statusCode == 404 }
    /// The version asked for is too old to be told: list anew.
    public var isGone: Bool { statusCode == 410 }
    /// Another writer was faster, or the object is another one.
    public var isConflict: Bool { statusCode == 409 }
    public var isRefusal: Bool { statusCode == 401 || statusCode == 403 }
    /// Whether the same request may succeed later without anybody changing anything.
    public var isPassing: Bool {
        switch self {
        case .status(let status): status.code == 429 || status.code >= 500
        case .transport, .timeout, .badAnswer: true
        case .access, .consumer: true
        case .tooLarge, .cancelled: false
        }
    }

    public var retryAfter: Duration? {
        if case .status(let status) = self { status.retryAfter.map { .seconds($0) } } else { nil }
    }
}

extension APIFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .status(let status):
            "the API server answers \(status.code)"
                + (status.reason.isEmpty ? "" : " (\(status.reason))")
                + (status.message.isEmpty ? "" : ": \(status.message)")
        case .transport(let words): "the API server can't be reached: \(words)"
        case .timeout: "the API server does not answer in time"
        case .badAnswer(let reason): "the API server's answer can't be read: \(reason)"
        case .tooLarge(let limit): "the API server's answer is larger than \(limit) bytes"
        case .access(let error): error.description
        case .consumer(let failure): failure.reason
        case .cancelled: "the request was given up"
        }
    }
}
