import CNI
import ExactJSON
import MultiNetwork
import Testing

@Suite("The JSON form of the networks annotation") struct ListFormTests {
    private func parse(_ annotation: String) throws -> [NetworkSelection] {
        try NetworkSelection.parse(annotation, podNamespace: "shop")
    }

    /// One element with a key, and what is read of it.
    private func one(_ members: String) throws -> NetworkSelection {
        try #require(try parse("[{\"name\":\"storage\",\(members)}]").first)
    }

    @Test("every key is read")
    func allKeys() throws {
        let selections = try parse(
            """
            [
              { "name": "storage", "ips": ["10.30.0.9/24", "FD00:30::9"], "mac": "0A:58:0a:1e:00:09", "interface": "stor0",
                "infiniband-guid": "c2:11:22:33:44:55:66:77", "deviceID": "0000:3b:02.4", "org.example.tier": ["gold"] },
              { "name": "uplink", "namespace": "infra", "default-route": ["10.40.0.1", "fd00:40::1"],
                "bandwidth": { "ingressRate": 50000000, "ingressBurst": 400000, "egressRate": 9223372036854775807 },
                "portMappings": [ { "hostPort": 30443, "containerPort": 443, "protocol": "Udp", "hostIP": "192.0.2.1" },
                                  { "containerPort": 80, "hostPort": 8080 } ],
                "cni-args": { "spoofchk": "off", "level": 1.0 }, "ipam-claim-reference": "db-0.uplink.net1" }
            ]
            """)
        #expect(selections.count == 2)
        let first = try #require(selections.first)
        #expect(first.reference.description == "shop/storage")
        #expect(first.interface?.text == "stor0")
        #expect(first.ips == ["10.30.0.9/24", "FD00:30::9"])
        #expect(first.mac == "0A:58:0a:1e:00:09")
        #expect(first.infinibandGUID == "c2:11:22:33:44:55:66:77")
        #expect(first.deviceID == "0000:3b:02.4")
        #expect(first.text == "storage@stor0")
        #expect(first.defaultRoute == nil)
        let second = try #require(selections.last)
        #expect(second.reference.description == "infra/uplink")
        #expect(second.element == 2)
        #expect(second.text == "infra/uplink")
        #expect(second.interface == nil)
        #expect(second.defaultRoute?.map { $0.description } == ["10.40.0.1", "fd00:40::1"])
        #expect(
            second.bandwidth?.text
                == #"{"ingressRate":50000000,"ingressBurst":400000,"egressRate":9223372036854775807}"#)
        #expect(
            second.portMappings?.text
                == #"[{"hostPort":30443,"containerPort":443,"protocol":"udp","hostIP":"192.0.2.1"},"#
                + #"{"containerPort":80,"hostPort":8080,"protocol":"tcp"}]"#)
        #expect(second.cniArgs.map { JSONValue.object($0).text } == #"{"spoofchk":"off","level":1.0}"#)
        #expect(second.ipamClaimReference == "db-0.uplink.net1")
    }

    @Test("what plugins are asked for has the names of the capabilities")
    func capabilities() throws {
        let selection = try one(
            #""ips":["10.0.0.1"],"mac":"0a-58-0a-1e-00-09","infiniband-guid":"c2:11:22:33:44:55:66:77","#
                + #""portMappings":[{"hostPort":1,"containerPort":65535}],"bandwidth":{"egressRate":1},"deviceID":"d""#)
        let arguments = selection.capabilityArguments
        #expect(
            arguments.map { $0.capability } == [
                "ips", "mac", "infinibandGUID", "portMappings", "bandwidth", "deviceID",
            ])
        #expect(arguments.map { $0.key } == ["ips", "mac", "infiniband-guid", "portMappings", "bandwidth", "deviceID"])
        #expect(
            arguments.map { $0.value.text } == [
                #"["10.0.0.1"]"#, #""0a-58-0a-1e-00-09""#, #""c2:11:22:33:44:55:66:77""#,
                #"[{"hostPort":1,"containerPort":65535,"protocol":"tcp"}]"#, #"{"egressRate":1}"#, #""d""#,
            ])
    }

    @Test("null counts as absent: programs write it for what isn't set")
    func nulls() throws {
        let selection = try one(
            #""namespace":null,"ips":null,"mac":null,"infiniband-guid":null,"interface":null,"interfaceRequest":null,"#
                + #""cni-args":null,"portMappings":null,"bandwidth":null,"default-route":null,"#
                + #""ipam-claim-reference":null,"deviceID":null"#)
        let plain = NetworkSelection(
            element: 1, reference: try NetworkReference(namespace: "shop", name: "storage"), podNamespace: "shop")
        #expect(selection == plain)
        let mapping = try one(#""portMappings":[{"hostPort":1,"containerPort":2,"protocol":null,"hostIP":null}]"#)
        #expect(mapping.portMappings?.text == #"[{"hostPort":1,"containerPort":2,"protocol":"tcp"}]"#)
        let bandwidth = try one(#""bandwidth":{"ingressRate":5,"ingressBurst":null,"egressRate":null}"#)
        #expect(bandwidth.bandwidth?.text == #"{"ingressRate":5}"#)
    }

    @Test("an empty namespace is the pod's own")
    func emptyNamespace() throws {
        #expect(try one(#""namespace":"""#).reference.namespace == "shop")
    }

    @Test("an empty default-route is kept and differs from none")
    func emptyDefaultRoute() throws {
        #expect(try one(#""default-route":[]"#).defaultRoute == [])
        #expect(try one(#""mac":null"#).defaultRoute == nil)
    }

    @Test("interfaceRequest is the old name of interface")
    func oldName() throws {
        #expect(try one(#""interfaceRequest":"lan0""#).interface?.text == "lan0")
        #expect(try one(#""interfaceRequest":"lan0""#).usesOldInterfaceKey)
        #expect(try !one(#""interface":"lan0""#).usesOldInterfaceKey)
        #expect(try one(#""interfaceRequest":"lan0","interface":"lan0""#).interface?.text == "lan0")
        try refused(
            #""interface":"lan0","interfaceRequest":"lan1""#,
            "key \"interfaceRequest\": \"lan1\" is not what \"interface\" says, \"lan0\"; leave one out (line 1, column 58)"
        )
    }

    @Test("unknown keys are passed over, whatever they hold")
    func unknownKeys() throws {
        let selection = try one(#""org.example.a":{"b":[1]},"vlan":7,"Mac":5"#)
        #expect(selection.mac == nil)
        #expect(selection.capabilityArguments.isEmpty)
    }

    @Test("one element that is wrong makes the whole annotation invalid")
    func wholeAnnotation() throws {
        try SelectionRefusal(
            #"[{"name":"a"}, {"name":"b","mac":"0a:58"}]"#,
            "element 2, key \"mac\": \"0a:58\" is not a 6-byte Ethernet address such as 0a:58:0a:1e:00:09 "
                + "(line 1, column 34)"
        ).check()
    }

    @Test(
        "what is wrong with the list is refused",
        arguments: [
            SelectionRefusal(
                #"{"name":"a"}"#,
                "the annotation: an object is not a list of networks; write [{\"name\": \"storage\"}], or [] for none "
                    + "(line 1, column 1)"),
            SelectionRefusal(
                "[\n{\"name\":\"a\",}]",
                "the annotation: it is not JSON: a comma before the closing bracket is not allowed (line 2, column 12)"),
            SelectionRefusal(
                "[{'name':'a'}]",
                "the annotation: it is not JSON: strings take double quotation marks, not single ones (line 1, column 3)"
            ),
            SelectionRefusal(
                "[{\"name\":\"a\"}",
                "the annotation: it is not JSON: the text ends where \",\" or \"]\" is expected "
                    + "(line 1, column 13)"),
            SelectionRefusal(
                #"[{"name":"a"}, "b"]"#,
                "element 2: a string is not an object such as {\"name\": \"storage\"} (line 1, column 16)"),
            SelectionRefusal(
                "[null]", "element 1: null is not an object such as {\"name\": \"storage\"} (line 1, column 2)"),
            SelectionRefusal("[{}]", "element 1: \"name\", the network's name, is missing (line 1, column 2)"),
            SelectionRefusal(
                #"[{"name":null}]"#, "element 1: \"name\", the network's name, is missing (line 1, column 2)"),
            SelectionRefusal(
                #"[{"name":"a","name":"b"}]"#,
                "element 1, key \"name\": it is written more than once (line 1, column 14)"),
            SelectionRefusal(
                #"[{"name":"a","cni-args":{"x":1,"\u0078":2}}]"#,
                "element 1, key \"x\": it is written more than once (line 1, column 32)"),
            SelectionRefusal(
                #"[{"name":"a","ex.y":[{"x":1,"x":2}]}]"#,
                "element 1, key \"x\": it is written more than once (line 1, column 29)"),
            SelectionRefusal(
                #"[{"name":"a","default-route":[]},{"name":"b"},{"name":"c","default-route":["10.0.0.1"]}]"#,
                "element 3, key \"default-route\": element 1 has it too; only one element may (line 1, column 75)"),
            SelectionRefusal(
                #"[{"name":"a","interface":"lan0"},{"name":"b","interfaceRequest":"lan0"}]"#,
                "element 2, key \"interfaceRequest\": element 1 asks for \"lan0\" too (line 1, column 65)"),
        ])
    func refusedLists(refusal: SelectionRefusal) throws {
        try refusal.check()
    }

    @Test(
        "a name that holds an item of the comma form is told how to be written",
        arguments: [
            (#"[{"name":"infra/uplink"}]"#, #""namespace": "infra", "name": "uplink""#),
            (#"[{"name":"uplink@lan0"}]"#, #""name": "uplink", "interface": "lan0""#),
            (
                #"[{"name":"infra/uplink@lan0","namespace":"x"}]"#,
                #""namespace": "infra", "name": "uplink", "interface": "lan0""#
            ),
        ])
    func qualifiedName(annotation: String, instead: String) throws {
        let error = try #require(throws: SelectionError.self, performing: { try parse(annotation) })
        #expect(error.cause == .qualifiedName(instead: instead))
        #expect(error.key == "name")
        #expect(error.position == TextPosition(line: 1, column: 10))
    }

    private func refused(_ members: String, _ description: String) throws {
        try SelectionRefusal("[{\"name\":\"storage\",\(members)}]", "element 1, " + description).check()
    }

    @Test(
        "a wrong type is refused with what is there and what should be",
        arguments: [
            ("\"name\":5", SelectionRule.name, "a number"),
            ("\"name\":\"a\",\"namespace\":[]", .namespace, "an array"),
            ("\"name\":\"a\",\"interface\":1", .interface, "a number"),
            ("\"name\":\"a\",\"ips\":{}", .addresses, "an object"),
            ("\"name\":\"a\",\"ips\":[1]", .address, "a number"),
            ("\"name\":\"a\",\"mac\":[\"0a:58:0a:1e:00:09\"]", .ethernetAddress, "an array"),
            ("\"name\":\"a\",\"infiniband-guid\":false", .infinibandGUID, "a boolean"),
            ("\"name\":\"a\",\"cni-args\":\"x\"", .arguments, "a string"),
            ("\"name\":\"a\",\"portMappings\":{}", .portMappings, "an object"),
            ("\"name\":\"a\",\"portMappings\":[80]", .portMapping, "a number"),
            ("\"name\":\"a\",\"portMappings\":[{\"hostPort\":\"80\"}]", .port, "a string"),
            ("\"name\":\"a\",\"bandwidth\":5", .bandwidth, "a number"),
            ("\"name\":\"a\",\"bandwidth\":{\"ingressRate\":\"5M\"}", .rate, "a string"),
            ("\"name\":\"a\",\"default-route\":\"10.0.0.1\"", .gateways, "a string"),
            ("\"name\":\"a\",\"default-route\":[null]", .gateway, "null"),
            ("\"name\":\"a\",\"ipam-claim-reference\":1", .claim, "a number"),
            ("\"name\":\"a\",\"deviceID\":1", .deviceID, "a number"),
        ])
    func wrongTypes(members: String, rule: SelectionRule, found: String) throws {
        let error = try #require(throws: SelectionError.self, performing: { try parse("[{\(members)}]") })
        #expect(error.cause == .wrongType(found: found, rule))
        #expect(error.element == 1)
        #expect(error.allowed == rule.text)
    }

    @Test("a text where a list is due says how to write the list")
    func textForList() throws {
        try refused(
            #""ips":"10.30.0.9/24""#,
            "key \"ips\": a string is not a list of at least one address such as [\"10.30.0.9/24\", \"fd00:30::9/64\"]; "
                + "write [\"10.30.0.9/24\"] (line 1, column 26)")
        try refused(
            #""default-route":"10.40.0.9""#,
            "key \"default-route\": a string is not a list of gateways such as [\"10.40.0.1\"]; write [\"10.40.0.9\"] "
                + "(line 1, column 36)")
    }

    @Test(
        "a value that isn't allowed is refused by its rule, at its place",
        arguments: [
            (#""ips":[]"#, "ips", "[]", SelectionRule.addresses),
            (#""ips":["10.0.0.1","10.0.0.256"]"#, "ips[1]", "10.0.0.256", .address),
            (#""ips":["10.0.0.1/33"]"#, "ips[0]", "10.0.0.1/33", .address),
            (#""ips":["fe80::1%eth0"]"#, "ips[0]", "fe80::1%eth0", .address),
            (#""mac":"""#, "mac", "", .ethernetAddress),
            (#""mac":"0a:58:0a:1e:00:09:00:01""#, "mac", "0a:58:0a:1e:00:09:00:01", .ethernetAddress),
            (#""infiniband-guid":"0a:58:0a:1e:00:09""#, "infiniband-guid", "0a:58:0a:1e:00:09", .infinibandGUID),
            (#""portMappings":[]"#, "portMappings", "[]", .portMappings),
            (
                #""portMappings":[{"hostPort":0,"containerPort":1}]"#, "portMappings[0].hostPort", "0", .port
            ),
            (
                #""portMappings":[{"hostPort":1,"containerPort":65536}]"#, "portMappings[0].containerPort", "65536",
                .port
            ),
            (
                #""portMappings":[{"hostPort":80.0,"containerPort":1}]"#, "portMappings[0].hostPort", "80.0", .port
            ),
            (
                #""portMappings":[{"hostPort":1,"containerPort":1,"protocol":"icmp"}]"#, "portMappings[0].protocol",
                "icmp",
                .protocolName
            ),
            (
                #""portMappings":[{"hostPort":1,"containerPort":1,"hostIP":"10.0.0.1/8"}]"#, "portMappings[0].hostIP",
                "10.0.0.1/8", .hostAddress
            ),
            (#""bandwidth":{}"#, "bandwidth", "{}", .bandwidth),
            (#""bandwidth":{"rate":5}"#, "bandwidth", "{\"rate\":5}", .bandwidth),
            (#""bandwidth":{"ingressRate":0}"#, "bandwidth.ingressRate", "0", .rate),
            (#""bandwidth":{"ingressRate":-1}"#, "bandwidth.ingressRate", "-1", .rate),
            (#""bandwidth":{"egressRate":1e6}"#, "bandwidth.egressRate", "1e6", .rate),
            (#""bandwidth":{"egressRate":9223372036854775808}"#, "bandwidth.egressRate", "9223372036854775808", .rate),
            (#""bandwidth":{"egressRate":1,"egressBurst":0}"#, "bandwidth.egressBurst", "0", .rate),
            (#""default-route":["10.0.0.1/24"]"#, "default-route[0]", "10.0.0.1/24", .gateway),
            (#""default-route":["0.0.0.0"]"#, "default-route[0]", "0.0.0.0", .gateway),
            (#""deviceID":"""#, "deviceID", "", .deviceID),
            (#""deviceID":"a\u0000b""#, "deviceID", "a\\u{0}b", .deviceID),
        ])
    func notAllowed(members: String, key: String, value: String, rule: SelectionRule) throws {
        let annotation = "[{\"name\":\"storage\",\(members)}]"
        let error = try #require(throws: SelectionError.self, performing: { try parse(annotation) })
        #expect(error.cause == .notAllowed(rule))
        #expect(error.key == key)
        #expect(error.value == value)
        #expect(error.allowed == rule.text)
        #expect(error.position.column > 20)
    }

    @Test("names are checked in JSON too")
    func names() throws {
        try refused(
            #""namespace":"..""#,
            "key \"namespace\": \"..\" has characters other than lower-case letters, digits and \"-\" (line 1, column 32)"
        )
        try refused(
            #""interface":"a b""#, "key \"interface\": \"a b\" contains white space (line 1, column 32)")
        try refused(#""interface":"""#, "key \"interface\": \"\" is empty (line 1, column 32)")
        try refused(
            #""ipam-claim-reference":"a/b""#,
            "key \"ipam-claim-reference\": \"a/b\" has characters other than lower-case letters, digits, \"-\" and \".\" "
                + "(line 1, column 43)")
        try SelectionRefusal(
            #"[{"name":" a"}]"#,
            "element 1, key \"name\": \" a\" has characters other than lower-case letters, digits, \"-\" and \".\" "
                + "(line 1, column 10)"
        ).check()
    }

    @Test("keys that need or exclude each other")
    func together() throws {
        try refused(
            #""ips":["10.0.0.1"],"ipam-claim-reference":"c""#,
            "key \"ipam-claim-reference\": it is not allowed together with \"ips\" (line 1, column 62)")
        try refused(
            #""bandwidth":{"ingressRate":5,"egressBurst":5}"#,
            "key \"bandwidth.egressBurst\": a burst needs its rate, \"egressRate\" (line 1, column 63)")
        try refused(
            #""portMappings":[{"hostPort":5}]"#,
            "key \"portMappings[0].containerPort\": it is missing; it must be a port number from 1 to 65535 "
                + "(line 1, column 36)")
    }

    @Test("a device's id has at most 256 bytes")
    func deviceID() throws {
        let id = { (count: Int) in "\"deviceID\":\"" + String(repeating: "d", count: count) + "\"" }
        #expect(try one(id(256)).deviceID?.utf8.count == 256)
        let error = try #require(throws: SelectionError.self, performing: { try one(id(257)) })
        #expect(error.cause == .notAllowed(.deviceID))
    }

    @Test("64 networks are allowed, 65 are not")
    func count() throws {
        let list = { (count: Int) in
            "[" + Array(repeating: #"{"name":"a"}"#, count: count).joined(separator: ",") + "]"
        }
        #expect(try parse(list(64)).count == 64)
        let error = try #require(throws: SelectionError.self, performing: { try parse(list(65)) })
        #expect(error.description == "element 65: more than 64 networks are asked for (line 1, column 834)")
    }

    @Test("a claim may stand in the default network's annotation too, there with the addresses that it is to keep")
    func claimOnDefaultNetwork() throws {
        #expect(try one(#""ipam-claim-reference":"vm.lan""#).ipamClaimReference == "vm.lan")
        let selection = try #require(
            try NetworkSelection.parseDefaultNetwork(
                #"[{"name":"a","ips":["10.0.0.9"],"ipam-claim-reference":"vm.primary"}]"#, namespace: "kube-system"))
        #expect(selection.ipamClaimReference == "vm.primary")
        #expect(selection.ips == ["10.0.0.9"])
        let error = try #require(throws: SelectionError.self) {
            try NetworkSelection.parseDefaultNetwork(
                #"[{"name":"a","ipam-claim-reference":"a/b"}]"#, namespace: "kube-system")
        }
        #expect(error.description.hasPrefix("element 1, key \"ipam-claim-reference\": \"a/b\" has characters other"))
    }

    @Test("only Tartan's own limits are no fault of the annotation")
    func limits() throws {
        let error = { (text: String) in
            try #require(throws: SelectionError.self) { try NetworkSelection.parse(text, podNamespace: "shop") }
        }
        #expect(try error(String(repeating: "a", count: 300_000)).isLimit)
        #expect(try error(Array(repeating: "a", count: 65).joined(separator: ",")).isLimit)
        #expect(try !error("a,").isLimit)
        #expect(try !error("[").isLimit)
    }

    @Test("the default network's annotation has the same grammar and one element at most")
    func defaultNetwork() throws {
        let parse = { (text: String) in try NetworkSelection.parseDefaultNetwork(text, namespace: "kube-system") }
        #expect(try parse("")?.text == nil)
        #expect(try parse("[]")?.text == nil)
        #expect(try parse("flannel")?.reference.description == "kube-system/flannel")
        #expect(try parse(#"[{"name":"x","namespace":"infra"}]"#)?.reference.description == "infra/x")
        let error = try #require(throws: SelectionError.self, performing: { try parse("a,b") })
        #expect(
            error.description
                == "element 2: it is the second, and only one network is allowed (line 1, column 3)")
    }
}
