import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Whose word is taken for a pod's annotations.
@Suite(.privateHost) struct AnnotationSourceTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"
    private let key = "k8s.v1.cni.cncf.io/networks"

    private func node() throws -> Node {
        let node = try Node()
        for name in ["blue", "green"] {
            try node.network(
                name,
                node.list(name, node.bridge("br-\(name)", subnet: name == "blue" ? "10.70.0.0/24" : "10.71.0.0/24")))
        }
        return node
    }

    /// Pain 18: #852, #929, #1263, rke2 #9313, spiderpool #4436.
    /// Pain 19: #743, #1283, #943, #1414.
    @Test("the runtime's annotations win over the store's")
    func runtimeFirst() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.storePod(pod, uid: uid, annotations: [key: "green"])
        #expect(try node.add(pod, "blue").addresses == ["eth0 10.1.0.2/24", "net1 10.70.0.2/24"])
    }

    @Test("a runtime that hands over none of Tartan's annotations means: no further networks")
    func runtimeEmpty() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.storePod(pod, uid: uid, annotations: [key: "green"])
        #expect(try node.run(node.call("ADD", pod, annotations: ["other": "value"])).addresses == ["eth0 10.1.0.2/24"])
    }

    /// Pain 33: #773, #775.
    @Test("without the runtime's the store is believed", arguments: ["equal", "none", "mirror", "nobody's"])
    func store(kind: String) throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: kind == "nobody's" ? nil : uid)
        var annotations = [key: "green"]
        if kind == "mirror" { annotations["kubernetes.io/config.hash"] = uid }
        let stored = kind == "equal" ? uid : kind == "none" ? nil : "11111111-0000-4000-8000-000000000009"
        try node.storePod(pod, uid: stored, annotations: annotations)
        let added = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.71.0.2/24"], "\(added)")
    }

    /// Pain 34: openshift OCPBUGS-57523, #1173.
    @Test("an entry of another pod of that name is not believed: error 11, and nothing is started")
    func otherUID() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.storePod(pod, uid: "11111111-0000-4000-8000-000000000009", annotations: [key: "green"])
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(answer.errorCode == 11)
        #expect(answer.details.contains("uid 11111111-0000-4000-8000-000000000009, not \(uid)"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
        #expect(try node.history(pod)?.isNothingStarted == true)
    }

    /// Pain 23: #414, #42, #635.
    /// Pain 24: no thread; seen in its source.
    @Test("an unknown pod is error 11, and nothing is started")
    func unknown() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(answer.errorCode == 11)
        #expect(answer.message.contains("default/web"))
        #expect(answer.details.contains("the store has no pod default/web"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("unknownPod may give it the cluster network alone, without default networks")
    func unknownPod() throws {
        var node = try node()
        node.settings["unknownPod"] = "clusterNetwork"
        node.settings["defaultNetworks"] = ["default/blue"]
        let pod = try node.host.pod("web", uid: uid)
        let added = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(added.addresses == ["eth0 10.1.0.2/24"], "\(added)")
        #expect(try node.run(node.call("DEL", pod, annotations: nil)).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("without pod arguments only the configuration's own networks are attached")
    func noPod() throws {
        var node = try node()
        node.settings["defaultNetworks"] = ["default/blue"]
        let pod = try node.host.pod()
        var call = node.call("ADD", pod, annotations: nil)
        call.arguments = nil
        let added = try node.run(call)
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.70.0.2/24"], "\(added)")
        call.command = "DEL"
        #expect(try node.run(call).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"]).isEmpty)
    }

    @Test("the arguments may stand in any order, the last of a repeated key counts, unknown ones need IgnoreUnknown")
    func arguments() throws {
        let node = try node()
        let pod = try node.host.pod()
        try node.storePod(pod, uid: nil, annotations: [key: "green"])
        var call = node.call("ADD", pod, annotations: nil)
        call.arguments = "K8S_POD_NAME=other;FOO=1;K8S_POD_NAME=web;K8S_POD_NAMESPACE=default;IgnoreUnknown=true"
        #expect(try node.run(call).addresses == ["eth0 10.1.0.2/24", "net1 10.71.0.2/24"])
        let second = try node.host.pod("second")
        call = node.call("ADD", second, annotations: nil)
        call.arguments = "FOO=1;K8S_POD_NAME=web;K8S_POD_NAMESPACE=default"
        let answer = try node.run(call)
        #expect(answer.errorCode == 4)
        #expect(answer.message.contains("FOO"))
    }

    @Test("fetchCommand fetches pod and network into the store; what it doesn't know is an error")
    func fetchCommand() throws {
        var node = try node()
        let pod = try node.host.pod("web", uid: uid)
        let wanted = try node.host.pod("elsewhere", uid: uid)
        try node.storePod(wanted, uid: uid, annotations: [key: "green"])
        let source = node.store.root + "/pods/default/elsewhere"
        let target = node.store.root + "/pods/default/web"
        try TestFile.write(
            """
            #!/bin/sh
            echo "$@" >>\(node.folder)/asked
            [ "$2" = pod ] || exit 1
            sed s/elsewhere/web/ \(source) >\(target)
            chmod 600 \(target)
            """, to: node.folder + "/fetch", mode: 0o700)
        node.settings["fetchCommand"] = .array([.string(node.folder + "/fetch"), "--now"])
        let added = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.71.0.2/24"], "\(added)")
        let asked = TestFile.textIfThere(node.folder + "/asked")
        #expect(asked == "--now pod default/web \(uid)\n")
    }
}
