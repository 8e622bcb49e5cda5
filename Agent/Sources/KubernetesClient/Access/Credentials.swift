import Glibc
import NIOSSL

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Proof of who is asking, as fresh as each request needs it: rotated files count at once, an exec plugin is asked again when
/// its answer ran out or was refused.
actor Credentials {
    private let access: ClusterAccess
    private var answer: ExecCredential?
    private var made: (of: [FileStamp], TLSConfiguration)?

    struct Proof: Sendable {
        var authorization: String?
        var tls: TLSConfiguration?
    }

    init(_ access: ClusterAccess) {
        self.access = access
    }

    /// - Throws: whatever can't be read or run.
    func current() async throws(AccessError) -> Proof {
        var proof = Proof()
        var certificate = access.certificate
        switch access.authorization {
        case .none: break
        case .token(let token): proof.authorization = "Bearer " + token
        case .tokenFile(let path): proof.authorization = "Bearer " + (try FileText.line(path))
        case .exec(let plugin):
            let answer = try await answer(of: plugin)
            proof.authorization = answer.token.map { "Bearer " + $0 }
            certificate = answer.certificate ?? certificate
        }
        if access.server.scheme == "https" { proof.tls = try configuration(certificate) }
        return proof
    }

    /// The server did not take it: what is remembered is forgotten.
    func refused() { answer = nil }

    private func answer(of plugin: ExecPlugin) async throws(AccessError) -> ExecCredential {
        if let answer, !answer.isOver(at: Date()) { return answer }
        let new = try await plugin.run()
        answer = new
        return new
    }

    private func configuration(
        _ certificate: ClusterAccess.ClientCertificate?
    ) throws(AccessError) -> TLSConfiguration {
        var sources: [PEMSource] = []
        if case .authority(let source) = access.trust { sources.append(source) }
        if let certificate { sources += [certificate.chain, certificate.key] }
        let stamps = sources.map(FileStamp.init)
        if let made, made.of == stamps { return made.1 }
        let new = try makeConfiguration(certificate)
        made = (stamps, new)
        return new
    }

    private func makeConfiguration(
        _ certificate: ClusterAccess.ClientCertificate?
    ) throws(AccessError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        switch access.trust {
        case .system: break
        case .none: tls.certificateVerification = .none
        case .authority(let source):
            tls.trustRoots = .certificates(try Self.certificates(source))
        }
        if let certificate {
            tls.certificateChain = try Self.certificates(certificate.chain).map { .certificate($0) }
            do {
                tls.privateKey = .privateKey(
                    try NIOSSLPrivateKey(bytes: try certificate.key.bytes(), format: .pem))
            } catch let error as AccessError {
                throw error
            } catch {
                throw .badCertificate(certificate.key.name, String(describing: error))
            }
        }
        return tls
    }

    private static func certificates(_ source: PEMSource) throws(AccessError) -> [NIOSSLCertificate] {
        let bytes = try source.bytes()
        do {
            let found = try NIOSSLCertificate.fromPEMBytes(bytes)
            if !found.isEmpty { return found }
        } catch {
            throw .badCertificate(source.name, String(describing: error))
        }
        throw .badCertificate(source.name, "it holds no certificate")
    }
}

/// What tells that a file was replaced: its inode, size and time.
private struct FileStamp: Equatable {
    private let source: PEMSource
    private var inode: UInt64 = 0
    private var size: Int64 = 0
    private var seconds = 0
    private var nanoseconds = 0

    init(_ source: PEMSource) {
        self.source = source
        guard case .file(let path) = source else { return }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
