import ExactJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What an exec plugin answered: a token or a certificate, and until when it counts.
struct ExecCredential: Sendable, Equatable {
    let token: String?
    let certificate: ClusterAccess.ClientCertificate?
    /// Nil where it counts until the server refuses it.
    let expiry: Date?

    init(_ output: String, of plugin: ExecPlugin) throws(AccessError) {
        let answer: JSONValue
        do {
            answer = try JSONParser.parse(output, limit: ExecPlugin.largestAnswer)
        } catch {
            throw plugin.failure("printed no JSON: \(error)")
        }
        guard answer["kind"]?.string == "ExecCredential", answer["apiVersion"]?.string == plugin.apiVersion else {
            throw plugin.failure("printed no ExecCredential of \(plugin.apiVersion)")
        }
        guard let status = answer["status"]?.object else { throw plugin.failure("printed no status") }
        token = status["token"]?.string
        switch (status["clientCertificateData"]?.string, status["clientKeyData"]?.string) {
        case (let chain?, let key?):
            let source = "the answer of \(plugin.command)"
            certificate = ClusterAccess.ClientCertificate(
                chain: .data(Array(chain.utf8), of: source), key: .data(Array(key.utf8), of: source))
        case (nil, nil): certificate = nil
        default: throw plugin.failure("printed a certificate without a key, or the reverse")
        }
        if token == nil, certificate == nil { throw plugin.failure("printed neither a token nor a certificate") }
        if let text = status["expirationTimestamp"]?.string {
            guard let date = try? Date(text, strategy: .iso8601) else {
                throw plugin.failure("printed an expirationTimestamp that is no time: \(text)")
            }
            expiry = date
        } else {
            expiry = nil
        }
    }

    /// A little before it is, so that it doesn't run out on the way.
    func isOver(at now: Date) -> Bool { expiry.map { now.addingTimeInterval(10) >= $0 } ?? false }
}
