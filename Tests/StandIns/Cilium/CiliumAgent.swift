import CNI
import ExactJSON
import Glibc

/// Cilium's agent: a socket for its plugin, the node's own link, and with CILIUM_EXCLUSIVE=1 the care that no other
/// configuration is in the folder CILIUM_CNI_DIR, where it writes its own.
struct CiliumAgent {
    static var socket: String { Variable.value("CILIUM_SOCK") ?? "/var/run/cilium/cilium.sock" }
    static let gateways = ["10.0.0.1", "fd00:10::1"]
    private static let folder = StateFile.path("cilium")

    func serve() {
        Host.ip("link add cilium_host type bridge")
        Host.ip("link set dev cilium_host up")
        for gateway in Self.gateways {
            Host.ip("address add \(gateway)/\(gateway.contains(":") ? 128 : 32) dev cilium_host")
        }
        if let configurations = Variable.value("CILIUM_CNI_DIR") { keep(configurations) }
        StateFile.write("", to: Self.socket)
        replayQueue()
        SmallHTTP.serve(.unix(Self.socket)) { request in Self.answer(request) }
    }

    private static func answer(_ request: SmallHTTP.Request) -> SmallHTTP.Response {
        func done(_ body: String = "", _ status: Int = 200) -> SmallHTTP.Response {
            SmallHTTP.Response(status: status, body: body)
        }
        if StateFile.exists(StateFile.path("cilium-sick")), !request.path.hasSuffix("/config") {
            return done("sick", 500)
        }
        let parts = request.path.split(separator: "/").map(String.init)
        switch (request.method, parts.dropFirst().first ?? "") {
        case ("GET", "config"): return done("{\"ipam-mode\":\"cluster-pool\"}")
        case ("GET", "healthz"): return done("{\"cilium\":{\"state\":\"Ok\"}}")
        case ("POST", "ipam"): return done(allocate(for: parts.last ?? ""))
        case ("DELETE", "ipam"):
            release(parts.last ?? "")
            return done()
        case ("PUT", "endpoint"):
            StateFile.write("", to: "\(folder)/endpoints/\(parts.last ?? "")")
            return done("", 201)
        case ("GET", "endpoint"):
            return StateFile.exists("\(folder)/endpoints/\(parts.last ?? "")") ? done("{}") : done("", 404)
        case ("DELETE", "endpoint"):
            deleteEndpoints(of: parts.last ?? "")
            return done()
        default: return done("", 404)
        }
    }

    /// An IPv6 address first, then one of IPv4, of one number.
    private static func allocate(for owner: String) -> String {
        guard let v4 = IPNetwork("10.0.0.0/24"), let v6 = IPNetwork("fd00:10::/64") else { return "" }
        for number in 2..<255 {
            guard let low = v4.address(number), let high = v6.address(number) else { continue }
            if StateFile.create("\(folder)/addresses/\(low)", owner) { return "\(high) \(low)" }
        }
        return ""
    }

    private static func release(_ owner: String) {
        for name in StateFile.names("\(folder)/addresses") {
            let holder = StateFile.text("\(folder)/addresses/\(name)") ?? ""
            if holder == owner || holder.hasPrefix("\(owner):") { StateFile.remove("\(folder)/addresses/\(name)") }
        }
    }

    /// All of the container id; with an interface behind a colon, that one.
    static func deleteEndpoints(of id: String) {
        release(id)
        for name in StateFile.names("\(folder)/endpoints") where name == id || name.hasPrefix("\(id):") {
            StateFile.remove("\(folder)/endpoints/\(name)")
        }
    }

    private func replayQueue() {
        for name in StateFile.names(Cilium.queue) {
            if let id = StateFile.text("\(Cilium.queue)/\(name)") { Self.deleteEndpoints(of: id) }
            StateFile.remove("\(Cilium.queue)/\(name)")
        }
    }

    /// Others' files are renamed, now and whenever one appears.
    private func keep(_ configurations: String) {
        StateFile.write(
            """
            { "cniVersion": "0.3.1", "name": "cilium", "plugins": [
              { "type": "cilium-cni", "enable-debug": false, "log-file": "/var/run/cilium/cilium-cni.log" } ] }

            """, to: "\(configurations)/05-cilium.conflist", mode: 0o644)
        guard Variable.value("CILIUM_EXCLUSIVE") == "1" else { return }
        var thread = pthread_t()
        unsafe pthread_create(
            &thread, nil,
            { _ in
                CiliumAgent.renameOthers()
                return nil
            }, nil)
    }

    private static func renameOthers() {
        let configurations = Variable.value("CILIUM_CNI_DIR") ?? ""
        while true {
            for name in StateFile.names(configurations) where name != "05-cilium.conflist" {
                guard [".conf", ".conflist", ".json"].contains(where: name.hasSuffix) else { continue }
                _ = unsafe rename("\(configurations)/\(name)", "\(configurations)/\(name).cilium_bak")
            }
            usleep(20_000)
        }
    }
}
