import LinuxSystem
import TartanCore
import TartanStore

/// Whose Multus' state is: only where Tartan has taken over is it Tartan's to clean.
enum MultusSource {
    private static let standardFolder = "/var/lib/cni/multus"

    /// The settings of this store's Tartan, which name the state; nil where no configuration is found.
    ///
    /// - Parameter file: what a person named.
    static func settings(file: String?, store root: String) throws(Failure) -> Settings? {
        guard let configuration = try RuntimeConfiguration.installed(file) else { return nil }
        if file == nil, configuration.storeRoot != root { return nil }
        return try configuration.settings(ownName: "tartan")
    }

    /// That there is a state nobody looked at; nil where there is none.
    static func note(_ suffix: String) -> String? {
        guard let names = try? Files.names(in: standardFolder), !names.isEmpty else { return nil }
        return
            "\(standardFolder), Multus' state, was not looked at, nor were device information files: no configuration "
            + "of Tartan for this store is in \(HostEnvironment.configurationFolder). Once Tartan has taken over from "
            + "Multus, name it: tartanctl gc --config FILE\(suffix)"
    }
}
