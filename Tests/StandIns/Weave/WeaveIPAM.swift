import ExactJSON

/// Weave's plugin for addresses: the router's, by the container id alone.
struct WeaveIPAM: StandIn {
    static let type = "weave-ipam"
    static let versions = ["0.1.0", "0.2.0", "0.3.0"]
    /// It names a version that it doesn't take.
    static let versionAnswer =
        "{\"cniVersion\":\"0.3.1\",\"supportedVersions\":[\"0.1.0\",\"0.2.0\",\"0.3.0\"]}\n"
    static let manners = Manners.old

    private let call: StandInCall

    init(_ call: StandInCall, _ faults: Faults) { self.call = call }

    func answer() throws(Refusal) -> String {
        if call.command == "DEL" {
            try Self.release(call.containerID)
            return ""
        }
        let address = try Self.allocate(call.containerID)
        if call.version != "0.3.0" { return "{\"ip4\":{\"ip\":\"\(address)\"},\"dns\":{}}\n" }
        return "{\"ips\":[{\"version\":\"4\",\"address\":\"\(address)\"}],\"dns\":{}}\n"
    }

    static func allocate(_ id: String) throws(Refusal) -> String {
        let response: SmallHTTP.Response
        do throws(Refusal) { response = try SmallHTTP.ask("POST", "/ip/\(id)", .tcp(WeaveRouter.end)) } catch {
            throw Refusal(
                100,
                "unable to allocate IP address: Post \"http://\(WeaveRouter.end)/ip/\(id)\": \(error.message)")
        }
        guard response.status == 200 else { throw Refusal(100, "unable to allocate IP address: \(response.body)") }
        guard response.body.contains("/") else {
            throw Refusal(100, "unable to allocate IP address: invalid CIDR address: \(response.body)")
        }
        return response.body
    }

    /// Where the id has none, that is as good.
    static func release(_ id: String) throws(Refusal) {
        do throws(Refusal) { _ = try SmallHTTP.ask("DELETE", "/ip/\(id)", .tcp(WeaveRouter.end)) } catch {
            throw Refusal(
                100, "unable to release IP address: Delete \"http://\(WeaveRouter.end)/ip/\(id)\": \(error.message)")
        }
    }
}
