import ExactJSON

/// Calico's plugin, with a folder in place of the API server: see `CalicoDatastore`.
struct Calico: StandIn {
    static let type = "calico"
    static let versions = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0"]

    private let call: StandInCall
    private let faults: Faults
    private let sandbox: Sandbox
    private let settings: CalicoSettings

    init(_ call: StandInCall, _ faults: Faults) {
        self.call = call
        self.faults = faults
        sandbox = Sandbox(netns: call.netns)
        settings = CalicoSettings(call)
    }

    func answer() throws(Refusal) -> String {
        switch call.command {
        case "ADD": try add()
        case "DEL": try delete()
        // Neither JSON nor nothing.
        case "CHECK": "OK\n"
        default: ""
        }
    }

    /// Of the host's end: after the pod alone, whatever the interface.
    private var hostLink: String {
        guard let pod = settings.pod else { return "cali" + call.containerID.prefix(11) }
        return "cali" + Host.hash("sha1sum", "\(pod.namespace).\(pod.name)", digits: 11)
    }

    private var endpoint: CalicoEndpoint {
        CalicoEndpoint(
            node: settings.node, workload: settings.pod.map { "\($0.namespace).\($0.name)" } ?? call.containerID)
    }

    private func add() throws(Refusal) -> String {
        try settings.requireNodeName()
        let mtu = try settings.mtu()
        try settings.requireDevice()
        try settings.requireClient()
        try CalicoDatastore.requireReady()
        let known = endpoint.read()
        if settings.pod == nil, let known, known.containerID == call.containerID {
            // A second network without pod: the first's addresses, and no interface.
            return answer(known.addresses, routes: [], mtu: mtu)
        }
        let addresses = CalicoAddresses(call, settings)
        let leased = try addresses.add()
        do throws(Refusal) {
            try CalicoLinks(call, sandbox, hostLink).make(leased, mtu: mtu, settings, faults)
        } catch {
            addresses.release()
            throw error
        }
        endpoint.write(
            CalicoEndpoint.Content(
                containerID: call.containerID, interface: call.interface, link: hostLink, addresses: leased.addresses))
        CalicoDatastore.applyPolicy("-I", settings.pod?.namespace, hostLink)
        return answer(leased.addresses, routes: leased.routes, mtu: mtu)
    }

    /// No gateway, no default route, and `mtu` in versions that don't know it.
    private func answer(_ addresses: [String], routes: [JSONValue], mtu: Int) -> String {
        var inside = JSONObject()
        inside["name"] = .string(call.interface)
        inside["mac"] = .string(sandbox.hardwareAddress(call.interface))
        if mtu > 0 { inside["mtu"] = .integer(mtu) }
        inside["sandbox"] = .string(call.netns)
        var result = JSONObject()
        result["cniVersion"] = .string(call.version)
        if call.version == "0.1.0" || call.version == "0.2.0" {
            if let first = addresses.first { result["ip4"] = ["ip": .string(first)] }
        } else {
            result["interfaces"] = .array([["name": .string(hostLink)], .object(inside)])
            let isOld = call.version.hasPrefix("0.")
            result["ips"] = .array(
                addresses.map { address in
                    var object = JSONObject()
                    if isOld { object["version"] = .string(address.contains(":") ? "6" : "4") }
                    object["interface"] = 1
                    object["address"] = .string(address)
                    return .object(object)
                })
            if !routes.isEmpty { result["routes"] = .array(routes) }
        }
        result["dns"] = .object(JSONObject())
        return JSONValue.object(result).text + "\n"
    }

    private func delete() throws(Refusal) -> String {
        try settings.requireNodeName()
        try settings.requireClient()
        try CalicoDatastore.requireReady()
        // That of another sandbox of the same pod is left alone.
        if let known = endpoint.read(), known.containerID == call.containerID {
            CalicoDatastore.applyPolicy("-D", settings.pod?.namespace, known.link)
            endpoint.remove()
        }
        if sandbox.isThere, sandbox.hasLink(call.interface) { sandbox.ip("link delete dev \(call.interface)") }
        try CalicoAddresses(call, settings).delete()
        return ""
    }
}

/// The API server: the folder `$STANDIN_STATE/api`. Without it nobody answers; a file `notready` or `unauthorized` in it makes it
/// say so; `nodes/<name>` has podCIDRs, a line each; `policy/<namespace>` with `deny` closes the namespace's pods.
enum CalicoDatastore {
    static func path(_ name: String) -> String { StateFile.path("api/\(name)") }

    static func requireReady() throws(Refusal) {
        guard StateFile.exists(path("")) else {
            throw Refusal(
                999,
                "error getting ClusterInformation: Get \"https://10.96.0.1:443/apis/crd.projectcalico.org/v1/clusterinformations/default\": dial tcp 10.96.0.1:443: connect: connection refused"
            )
        }
        if StateFile.exists(path("unauthorized")) {
            throw Refusal(999, "error getting ClusterInformation: connection is unauthorized: Unauthorized")
        }
        if StateFile.exists(path("notready")) {
            throw Refusal(999, "Calico is currently not ready to process requests")
        }
    }

    static func applyPolicy(_ action: String, _ namespace: String?, _ link: String) {
        guard let namespace, StateFile.text(path("policy/\(namespace)"))?.contains("deny") == true else { return }
        Command.run(["iptables", "-w", action, "FORWARD", "-o", link, "-j", "DROP"])
    }
}

/// What is known of a pod's interface: always as eth0's, whatever the interface's name.
struct CalicoEndpoint {
    let node: String
    let workload: String

    struct Content {
        let containerID: String
        let interface: String
        let link: String
        let addresses: [String]
    }

    private var path: String { StateFile.path("endpoints/\(node)-k8s-\(workload)-eth0") }

    func read() -> Content? {
        guard let lines = StateFile.text(path)?.split(separator: "\n").map(String.init), lines.count >= 3 else {
            return nil
        }
        return Content(
            containerID: lines[0], interface: lines[1], link: lines[2], addresses: Array(lines.dropFirst(3)))
    }

    func write(_ content: Content) {
        StateFile.write(
            ([content.containerID, content.interface, content.link] + content.addresses).joined(separator: "\n"),
            to: path)
    }

    func remove() { StateFile.remove(path) }
}
