import ExactJSON
import LinuxSystem

@testable import TartanStore

/// Fixed inputs: an ADD of two attachments that succeeded, and its DEL.
enum Fixtures {
    static let sandbox = "3ca646fd8aeb6b4e4f1a2c7d9e0b5a6f"
    static let bootID = "c7f0c3d8-5f0e-4a34-9a57-0a2f3d6f1b11"
    static let podUID = "0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42"

    static func opening(sandbox: String = sandbox, interface: String = "eth0") -> JournalOpening {
        JournalOpening(
            version: "0.1.0", wallTime: 1_767_225_600_000_000, bootID: bootID, containerID: sandbox,
            interface: interface, netns: "/var/run/netns/cni-1",
            netnsIdentity: FileIdentity(device: 4, inode: 4_026_532_281),
            arguments: "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web",
            searchPath: "/opt/cni/bin:/usr/lib/cni",
            networkName: "tartan", cniVersion: "1.0.0", podNamespace: "shop", podName: "web", podUID: podUID,
            resultMode: "merged", binDir: nil, delegateTimeout: 30_000)
    }

    static let attachments = [
        JournalAttachment(
            network: "pods", listName: "pods", interface: "eth0", version: "1.0.0", origin: "cluster network",
            isDefault: true, disableCheck: false, disableGC: true, defaultRoute: nil,
            plugins: [
                JournalPlugin(
                    type: "bridge", path: "/opt/cni/bin/bridge",
                    configuration:
                        #"{"cniVersion":"1.0.0","name":"pods","type":"bridge","mtu":1.50e3,"x":"a\tb\u00e9é"}"#),
                JournalPlugin(
                    type: "portmap", path: "/opt/cni/bin/portmap",
                    configuration: #"{"cniVersion":"1.0.0","name":"pods","type":"portmap"}"#),
            ]),
        JournalAttachment(
            network: "infra/storage", listName: "storage", interface: "net1", version: "0.4.0",
            origin: "annotation element 1", isDefault: false, disableCheck: true, disableGC: false,
            defaultRoute: ["10.30.0.1", "fd00:30::1"],
            plugins: [
                JournalPlugin(
                    type: "macvlan", path: "/opt/cni/bin/macvlan",
                    configuration:
                        #"{"cniVersion":"0.4.0","name":"storage","type":"macvlan","big":12345678901234567890}"#)
            ]),
    ]

    static let result: JSONValue = [
        "cniVersion": "1.0.0", "interfaces": [["name": "eth0", "sandbox": "/var/run/netns/cni-1"]],
        "ips": [["address": "10.244.1.7/24", "interface": 0]],
    ]
    static let error: JSONValue = ["cniVersion": "0.4.0", "code": 100, "msg": "Link not found"]

    static func start(_ verb: String, _ attachment: Int, _ plugin: Int) -> JournalStep {
        let path = attachments[attachment].plugins[plugin].path
        return .start(JournalStart(verb: verb, attachment: attachment, plugin: plugin, path: path))
    }

    static func end(_ verb: String, _ attachment: Int, _ plugin: Int, exit: Int = 0) -> JournalStep {
        .end(
            JournalEnd(
                attachment: attachment, plugin: plugin, verb: verb, exit: exit, signal: nil, timedOut: false,
                result: verb == "ADD" && exit == 0 ? result : nil, error: exit == 0 ? nil : error,
                output: exit == 0 ? nil : error.text, standardError: exit == 0 ? "" : "no \"eth1\"\n",
                microseconds: 16_204))
    }

    static func added(_ attachment: Int, _ plugin: Int) -> [JournalStep] {
        [start("ADD", attachment, plugin), .group(4711), end("ADD", attachment, plugin)]
    }

    static func detached(_ attachment: Int, _ plugin: Int, exit: Int = 0) -> [JournalStep] {
        [start("DEL", attachment, plugin), .group(4712), end("DEL", attachment, plugin, exit: exit)]
    }

    /// Everything that can stand in a journal.
    static let steps: [JournalStep] =
        [.open(opening()), .plan(attachments)] + added(0, 0) + added(0, 1)
        + [.final(attachment: 0, result: result)] + added(1, 0) + [.final(attachment: 1, result: result)]
        + [.answered(code: nil, message: nil)]

    /// The journal of an ADD that failed, and whose undo could not start one binary.
    static let failed: [JournalStep] =
        [.open(opening(interface: "eth1")), .plan(attachments)] + added(0, 0)
        + [
            start("ADD", 0, 1), .group(4713),
            .end(
                JournalEnd(
                    attachment: 0, plugin: 1, verb: "ADD", exit: nil, signal: 9, timedOut: true, result: nil,
                    error: nil,
                    output: "", standardError: "", microseconds: 30_000_112)),
            .notStarted(attachment: 1, plugin: 0, reason: "the interface name net1 is taken"),
            .undo, start("DEL", 0, 1), .notStarted(attachment: 0, plugin: 1, reason: "no such file"),
        ] + detached(0, 0, exit: 1) + [.answered(code: 11, message: "portmap did not end within 30 s")]

    /// The journal of an attachment with a device.
    static let devices: [JournalStep] = [
        .open(opening(interface: "eth2")),
        .plan([
            JournalAttachment(
                network: "infra/fast", listName: "fast", interface: "eth2", version: "1.0.0",
                origin: "cluster network", isDefault: true, disableCheck: false, disableGC: false, defaultRoute: nil,
                plugins: [
                    JournalPlugin(
                        type: "sriov", path: "/opt/cni/bin/sriov",
                        configuration: #"{"cniVersion":"1.0.0","name":"fast","type":"sriov","deviceID":"0000:3b:02.4"}"#
                    )
                ], deviceID: "0000:3b:02.4", resourceName: "vendor.example/pool",
                deviceInfoFile: "/var/run/k8s.cni.cncf.io/devinfo/cni/infra-fast-\(sandbox)_eth2")
        ]),
        .start(JournalStart(verb: "ADD", attachment: 0, plugin: 0, path: "/opt/cni/bin/sriov")), .group(4711),
        end("ADD", 0, 0), .deviceInfo(attachment: 0, deviceInfo), .final(attachment: 0, result: result),
        .answered(code: nil, message: nil),
    ]

    static let deviceInfo: JSONValue = [
        "type": "pci", "version": "1.1.0", "pci": ["pci-address": "0000:3b:02.4"],
    ]

    /// The lines of steps, one microsecond after the other.
    static func lines(_ steps: [JournalStep]) -> [[UInt8]] {
        steps.enumerated().map { JournalLine.encoded($1, time: UInt64(1000 + $0)) }
    }

    static func journal(_ steps: [JournalStep]) -> [UInt8] { Array(lines(steps).joined()) }

    static let storage: JSONValue = [
        "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
        "metadata": ["name": "storage", "namespace": "infra", "resourceVersion": "42"],
        "spec": ["config": .string(#"{"cniVersion":"0.4.0","type":"macvlan"}"#)],
    ]

    static let web: JSONValue = [
        "apiVersion": "v1", "kind": "Pod",
        "metadata": [
            "namespace": "shop", "name": "web", "uid": .string(podUID),
            "annotations": ["k8s.v1.cni.cncf.io/networks": "infra/storage"],
        ],
    ]

    static let status = OutboxEntry(
        wallTime: 1_767_225_600_000_000, podNamespace: "shop", podName: "web", podUID: podUID, containerID: sandbox,
        status: [
            ["name": "pods", "interface": "eth0", "ips": ["10.244.1.7"], "default": true, "dns": .object(JSONObject())]
        ])

    static let waited = AgentWaited(bootID: bootID, time: 123_456_789)
}

extension Fixtures {
    static func pod(_ name: String, in namespace: String) -> JSONValue {
        ["apiVersion": "v1", "kind": "Pod", "metadata": ["namespace": .string(namespace), "name": .string(name)]]
    }

    static func network(_ name: String, in namespace: String, config: String = "{}") -> JSONValue {
        [
            "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
            "metadata": ["namespace": .string(namespace), "name": .string(name)], "spec": ["config": .string(config)],
        ]
    }
}
