import ExactJSON
import Findings

/// Devices of the node that a network moves into its pods, and that another network needs, too.
struct MovedDeviceCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        var moved: [String: MovedDevice] = [:]
        for device in scope.allConfigurations.flatMap(MovedDevice.all) {
            guard let other = moved[device.key] else {
                moved[device.key] = device
                continue
            }
            if device.configuration.isVariant(of: other.configuration) { continue }
            sink.report(
                .deviceOfTwoNetworks, at: device.spot,
                "\(device.configuration.title) and \(other.configuration.title) move the same device, \"\(device.name.cutForMessage)\"",
                label: "it can be in one pod",
                notes: [
                    "While a pod of one of them has it, pods of the other fail on that node: the device isn't found."
                ],
                related: [(other.spot, other.configuration.title)])
        }
        if moved.isEmpty { return }
        for configuration in scope.allConfigurations {
            guard let use = MasterUse(configuration), let device = moved[MovedDevice.key(ofName: use.name)],
                !configuration.isVariant(of: device.configuration)
            else { continue }
            sink.report(
                .masterMovedAway, at: use.spot,
                "\(use.title) is on \"\(use.name.cutForMessage)\", which \(device.configuration.title) moves into its pods",
                label: "it leaves the node",
                notes: [
                    "While a pod has the interface, \(use.plugin.type) doesn't find its master, and interfaces that were made on it stop."
                ], related: [(device.spot, device.configuration.title)])
        }
    }
}

/// A device that a plugin moves from the node into a pod.
struct MovedDevice {
    let configuration: ConfigurationFacts
    let name: String
    let spot: Spot
    /// Tells devices apart, by whatever they are named.
    let key: String

    static func key(ofName name: String) -> String { "name \(name)" }

    static func all(of configuration: ConfigurationFacts) -> [MovedDevice] {
        guard let plugin = configuration.plugins.first, plugin.index == 0 else { return [] }
        let cursors: [(String, JSONCursor)]
        switch plugin.type {
        case "host-device":
            let key = ["device", "hwaddr", "kernelpath", "pciBusID"].first { plugin.cursor.isGiven($0) }
            cursors = key.flatMap { key in plugin.cursor[key].map { [(key == "device" ? "name" : key, $0)] } } ?? []
        case "bond" where !plugin.cursor.isTrue("linksInContainer"):
            cursors = plugin.cursor["links"]?.elements?.compactMap { $0["name"] }.map { ("name", $0) } ?? []
        default: return []
        }
        return cursors.compactMap { kind, cursor in
            guard let name = cursor.value.string, !name.isEmpty else { return nil }
            return MovedDevice(
                configuration: configuration, name: name, spot: cursor.spot,
                key: "\(kind) \(kind == "name" ? name : name.lowercased())")
        }
    }
}
