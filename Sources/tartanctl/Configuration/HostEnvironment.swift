import Glibc
import TartanCore

/// The environment of this process.
enum HostEnvironment {
    static var variables: [EnvironmentVariable] {
        var variables: [EnvironmentVariable] = []
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            if let variable = unsafe EnvironmentVariable(text: String(cString: text)) { variables.append(variable) }
            unsafe entry += 1
        }
        return variables
    }

    /// Nil where the variable is not set or empty.
    static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// CNI_PATH, else where distributions put CNI plugins.
    static var searchPath: String {
        let folders = (value("CNI_PATH") ?? "/opt/cni/bin:/usr/lib/cni").split(separator: ":")
        return folders.map { AbsolutePath.of(String($0)) }.joined(separator: ":")
    }

    /// NETCONFPATH, which cnitool has too, else where runtimes look for configurations.
    static var configurationFolder: String { AbsolutePath.of(value("NETCONFPATH") ?? "/etc/cni/net.d") }
}
