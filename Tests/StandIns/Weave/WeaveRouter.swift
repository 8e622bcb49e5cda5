import CNI

/// Weave's router: makes the bridge and gives out addresses, the same one for a container id that has one. The file
/// `$STANDIN_STATE/weave-mode` makes it `hang`, answer `400`, or answer `cancelled` as where the range is used up.
struct WeaveRouter {
    static let mtu = 1376
    private static let folder = StateFile.path("weave")

    static var end: String { Variable.value("WEAVE_HTTP_ADDR") ?? "127.0.0.1:6784" }

    func serve() {
        Host.ip("link add weave mtu \(Self.mtu) type bridge")
        Host.ip("link set dev weave up")
        SmallHTTP.serve(.tcp(Self.end)) { request in
            if request.path == "/status" { return SmallHTTP.Response(status: 200, body: "ready\n") }
            switch StateFile.text(StateFile.path("weave-mode"))?.split(separator: "\n").first ?? "" {
            case "hang": return nil
            case "400": return SmallHTTP.Response(status: 400, body: "bad request")
            case "cancelled" where request.method == "POST": return SmallHTTP.Response(status: 200, body: "cancelled")
            default: return Self.answer(request)
            }
        }
    }

    private static func answer(_ request: SmallHTTP.Request) -> SmallHTTP.Response {
        let parts = request.path.split(separator: "/").map(String.init)
        guard parts.count >= 2, parts[0] == "ip", let range = IPNetwork("10.32.0.0/12") else {
            return SmallHTTP.Response(status: 404, body: "not found")
        }
        let file = "\(folder)/\(parts[1])"
        switch request.method {
        case "POST":
            if let known = StateFile.text(file) { return SmallHTTP.Response(status: 200, body: known) }
            let taken = Set(StateFile.names(folder).compactMap { StateFile.text("\(folder)/\($0)") })
            for number in 1... {
                guard let address = range.address(number), !taken.contains("\(address)/12") else { continue }
                StateFile.write("\(address)/12", to: file)
                return SmallHTTP.Response(status: 200, body: "\(address)/12")
            }
        case "DELETE":
            guard StateFile.exists(file) else {
                return SmallHTTP.Response(status: 400, body: "Delete: no addresses for \(parts[1])")
            }
            StateFile.remove(file)
            return SmallHTTP.Response(status: 204, body: "")
        default: break
        }
        return SmallHTTP.Response(status: 405, body: "")
    }
}
