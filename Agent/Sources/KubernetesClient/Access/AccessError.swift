/// Why no way to an API server could be found, or no proof of who is asking.
public enum AccessError: Error, Sendable, Equatable {
    case unreadable(String, String)
    case malformed(String, String)
    /// A context, cluster or user that a kubeconfig names and doesn't have.
    case missing(file: String, what: String, name: String)
    case badServer(String)
    case badProxy(String)
    /// A certificate or key that can't be used.
    case badCertificate(String, String)
    /// A way of proving who one is that Kubernetes itself has given up.
    case removed(file: String, what: String)
    /// The exec plugin of a kubeconfig.
    case plugin(command: String, String)
    /// Neither a kubeconfig nor the environment of a pod.
    case nowhere
}

extension AccessError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) can't be read: \(reason)"
        case .malformed(let path, let reason): "\(path) is no kubeconfig: \(reason)"
        case .missing(let file, let what, let name): "\(file) has no \(what) \"\(name)\""
        case .badServer(let text): "\"\(text)\" is no API server's address; write https://HOST:PORT"
        case .badProxy(let text): "\"\(text)\" is no proxy's address; write http://HOST:PORT"
        case .badCertificate(let source, let reason): "the certificate or key in \(source) can't be used: \(reason)"
        case .removed(let file, let what):
            "\(file) has \(what), which Kubernetes no longer has; use a token, a certificate or an exec plugin"
        case .plugin(let command, let reason): "the kubeconfig's exec plugin \(command) \(reason)"
        case .nowhere:
            "there is no kubeconfig, and this is no pod with a service account; name a file with --kubeconfig"
        }
    }
}
