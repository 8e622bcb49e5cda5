import CNI
import Testing

@testable import TartanCore

@Suite("Names of interfaces") struct InterfaceNamingTests {
    private static func naming(held: [String] = []) throws -> InterfaceNaming {
        InterfaceNaming(runtimeInterface: try InterfaceName("eth0"), held: held)
    }

    @Test("the cluster network has the runtime's interface, the others net1, net2 … by place")
    func places() throws {
        var naming = try Self.naming()
        var names: [String] = []
        for place in 0..<4 { names.append(try naming.name(place: place, requested: nil).text) }
        #expect(names == ["eth0", "net1", "net2", "net3"])
    }

    @Test("a requested name doesn't shift the numbers of the others")
    func requested() throws {
        var naming = try Self.naming()
        #expect(try naming.name(place: 0, requested: nil).text == "eth0")
        #expect(try naming.name(place: 1, requested: InterfaceName("lan0")).text == "lan0")
        #expect(try naming.name(place: 2, requested: nil).text == "net2")
    }

    @Test("numbers that the sandbox's other records hold are passed over, each number given once")
    func held() throws {
        var naming = try Self.naming(held: ["net1", "net2", "net5", "eth0"])
        #expect(try naming.name(place: 0, requested: nil).text == "eth0")
        #expect(try naming.name(place: 1, requested: nil).text == "net3")
        #expect(try naming.name(place: 2, requested: nil).text == "net4")
        #expect(try naming.name(place: 3, requested: nil).text == "net6")
        #expect(try naming.name(place: 9, requested: nil).text == "net9")
    }
}

@Suite("Plans") struct PlanTests {
    private static func attachment(
        _ interface: String, _ element: Int, defaultRoute: [IPAddress]? = nil
    ) throws -> TartanCore.Attachment {
        let origin =
            element == 0 ? Origin.clusterNetwork(source: "f") : .annotation(element: element, text: "n\(element)")
        return TartanCore.Attachment(
            origin: origin, network: "ns/n\(element)", listName: "n", interface: try InterfaceName(interface),
            version: .newest,
            disableCheck: false, disableGC: false, plugins: [], defaultRoute: defaultRoute, wantsInterface: false,
            selection: nil, arguments: [], nameWasInjected: false)
    }

    private static let first = "annotation k8s.v1.cni.cncf.io/networks, element 1: n1"
    private static let second = "annotation k8s.v1.cni.cncf.io/networks, element 2: n2"

    @Test("a plan of different interfaces is taken as it is")
    func taken() throws {
        let attachments = try [
            Self.attachment("eth0", 0), Self.attachment("net1", 1, defaultRoute: []), Self.attachment("lan0", 2),
        ]
        let plan = try Plan(attachments, held: ["eth1": "held by network x"])
        #expect(plan.attachments == attachments)
        #expect(plan.attachments.map(\.isDefault) == [true, false, false])
        #expect(plan.attachments[1].label.description == "network ns/n1 (net1)")
    }

    @Test("an interface that is wanted twice is a clash, both sides named")
    func clash() throws {
        let twice = try [Self.attachment("eth0", 0), Self.attachment("net1", 1), Self.attachment("net1", 2)]
        #expect(throws: PlanError.interfaceClash("net1", first: Self.first, second: Self.second)) {
            try Plan(twice, held: [:])
        }
        let runtime = try [Self.attachment("eth0", 0), Self.attachment("eth0", 1)]
        #expect(throws: PlanError.interfaceClash("eth0", first: "cluster network, f", second: Self.first)) {
            try Plan(runtime, held: [:])
        }
    }

    @Test("an interface that another record of the sandbox holds is a clash")
    func held() throws {
        let attachments = try [Self.attachment("eth0", 0), Self.attachment("lan0", 1)]
        let expected = PlanError.interfaceHeld("lan0", wanted: Self.first, holder: "the interface of network a/b")
        #expect(throws: expected) { try Plan(attachments, held: ["lan0": "the interface of network a/b"]) }
        #expect(throws: PlanError.interfaceHeld("eth0", wanted: "cluster network, f", holder: "h")) {
            try Plan(attachments, held: ["eth0": "h"])
        }
    }

    @Test("the default route is asked for once")
    func defaultRoute() throws {
        let gateway = try #require(IPAddress("10.9.0.1"))
        let attachments = try [
            Self.attachment("eth0", 0), Self.attachment("net1", 1, defaultRoute: []),
            Self.attachment("net2", 2, defaultRoute: [gateway]),
        ]
        #expect(throws: PlanError.defaultRouteTwice(first: Self.first, second: Self.second)) {
            try Plan(attachments, held: [:])
        }
    }

    @Test("64 attachments are allowed, 65 are not")
    func tooMany() throws {
        let attachments = try (0..<65).map { try Self.attachment($0 == 0 ? "eth0" : "net\($0)", $0) }
        #expect(try Plan(Array(attachments.dropLast()), held: [:]).attachments.count == 64)
        #expect(throws: PlanError.tooMany(65)) { try Plan(attachments, held: [:]) }
    }

    @Test("each origin says where a network was asked for")
    func origins() {
        let table: [(Origin, String, Bool)] = [
            (.clusterNetwork(source: "/f"), "cluster network, /f", true),
            (.defaultNetworkAnnotation(text: "a"), "annotation v1.multus-cni.io/default-network: a", true),
            (.delegate(2), "delegates, element 2", false),
            (.defaultNetwork(1, source: "s"), "defaultNetworks, element 1: s", false),
            (.annotation(element: 3, text: "a@b"), "annotation k8s.v1.cni.cncf.io/networks, element 3: a@b", false),
        ]
        for (origin, description, isDefault) in table {
            #expect(origin.description == description)
            #expect(origin.isClusterNetwork == isDefault)
        }
    }
}
