import ExactJSON
import TartanTestSupport
import Testing

/// Where a definition's configuration comes from (multi-network specification 3.4) and how libcni loads lists.
@Suite(.privateHost) struct ConfigurationSourceTests {
    /// Attaches `more` and tells what address its interface got.
    private func address(_ node: Node) throws -> [String] {
        let pod = try node.host.pod()
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        let addresses = try node.host.addresses(of: "net1", in: pod.name)
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: ["br-x", "br-y", "cni0"]).isEmpty)
        return addresses
    }

    @Test("a definition's single plugin is a list of one")
    func single() throws {
        let node = try Node()
        try node.network("more", node.single("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        #expect(try address(node) == ["10.41.0.2/24"])
    }

    @Test("a configuration without name gets the definition's")
    func nameIsInjected() throws {
        let node = try Node()
        try node.network("more", ["cniVersion": "1.0.0", "plugins": [node.bridge("br-x", subnet: "10.41.0.0/24")]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        #expect(node.reservations() == ["cluster/10.1.0.2", "more/10.41.0.2"])
        #expect(try node.delete(pod, "more").succeeded)
        #expect(node.reservations().isEmpty)
    }

    /// Pain 4: #1387, #1361, #535, containerd #9053.
    /// Pain 39: #1362, #560.
    @Test("a definition without config is looked for on disk by its JSON name, not by its file's")
    func onDisk() throws {
        let node = try Node()
        try node.network("more", config: nil)
        try node.writeConfiguration(
            "05-more.conflist", node.list("other", node.bridge("br-y", subnet: "10.42.0.0/24")))
        try node.writeConfiguration(
            "99-odd.conflist", node.list("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        #expect(try address(node) == ["10.41.0.2/24"])
    }

    @Test("a list wins over a single plugin of the same name, whatever the files are called")
    func listBeforeSingle() throws {
        let node = try Node()
        try node.network("more", config: nil)
        try node.writeConfiguration("01-more.conf", node.single("more", node.bridge("br-y", subnet: "10.42.0.0/24")))
        try node.writeConfiguration("99-more.conflist", node.list("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        #expect(try address(node) == ["10.41.0.2/24"])
    }

    @Test("a single plugin on disk is found", arguments: ["more.conf", "more.json"])
    func singleOnDisk(file: String) throws {
        let node = try Node()
        try node.network("more", config: nil)
        try node.writeConfiguration(file, node.single("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        #expect(try address(node) == ["10.41.0.2/24"])
    }

    @Test("a broken file of another name stops nobody")
    func brokenNeighbour() throws {
        let node = try Node()
        try node.network("more", config: nil)
        try TestFile.write("{", to: node.configurationFolder + "/00-broken.conflist")
        try node.writeConfiguration("more.conflist", node.list("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        #expect(try address(node) == ["10.41.0.2/24"])
    }

    @Test("plugins of the folder that is called like the list are added to it", arguments: [true, false])
    func pluginsBeside(inlinedOnly: Bool) throws {
        let node = try Node()
        try node.scripted("extra", ["place": "later"])
        try node.network("more", config: nil)
        var list = node.list("more", node.bridge("br-x", subnet: "10.41.0.0/24")).object ?? JSONObject()
        if inlinedOnly { list["loadOnlyInlinedPlugins"] = true }
        try node.writeConfiguration("more.conflist", .object(list))
        try TestFile.makeFolder(node.configurationFolder + "/more")
        try node.writeConfiguration("more/20-extra.conf", ["type": "extra"])
        try TestFile.write("{", to: node.configurationFolder + "/more/20-extra.conf.bak")
        #expect(try address(node) == ["10.41.0.2/24"])
        #expect(try node.calls("extra").map(\.command) == (inlinedOnly ? [] : ["ADD", "DEL"]))
        #expect(try node.refusals().isEmpty)
    }

    @Test("what is nowhere is an error that names it and starts nothing")
    func nowhere() throws {
        let node = try Node()
        try node.network("more", config: nil)
        let pod = try node.host.pod()
        let answer = try node.add(pod, "more")
        #expect(answer.errorCode == 7)
        #expect(
            answer.message
                == "default/web: network default/more: no configuration named \"more\" is in \(node.configurationFolder)"
        )
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    /// Pain 28: kubevirt #3069.
    @Test("an unknown network is an error that tells where one of that name is")
    func unknown() throws {
        let node = try Node()
        try node.network("more", namespace: "infra", node.list("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "more")
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("network default/more does not exist"))
        #expect(answer.details.contains("infra"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }
}
