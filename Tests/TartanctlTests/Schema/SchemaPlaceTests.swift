import ExactJSON
import PluginCatalogue
import Testing

@testable import tartanctl

/// Mistakes are refused where they are.
@Suite(.enabled(if: SchemaValidator.isThere)) struct SchemaPlaceTests {
    @Test(
        "a wrong configuration is refused at the very place",
        arguments: [
            (#"{"name": "a", "type": ""}"#, "/type", "anyOf", "''"),
            (#"{"name": "a", "type": "vlan", "vlanId": 5}"#, "", "required", "master"),
            (#"{"name": "a", "type": "vlan", "master": "", "vlanId": 5}"#, "/master", "minLength", "short"),
            (#"{"name": "a", "type": "tartan", "resullt": "merged"}"#, "", "additionalProperties", "resullt"),
            (#"{"name": "a", "type": "tartan", "result": "all"}"#, "/result", "enum", "all"),
            (#"{"name": "a", "plugins": []}"#, "/plugins", "minItems", "[]"),
            (#"{"plugins": [{"type": "bridge"}]}"#, "", "required", "name"),
            (
                #"{"name": "a", "plugins": [{"type": "bridge"}], "disablCheck": true}"#, "", "additionalProperties",
                "dis"
            ),
            (
                #"{"name": "a", "plugins": [{"type": "bridge"}, {"type": "portmap", "snatt": true}]}"#, "/plugins/1",
                "additionalProperties", "snatt"
            ),
            (#"{"name": "a", "plugins": [{"type": "bridge", "vlan": true}]}"#, "/plugins/0/vlan", "type", "True"),
            (
                #"{"name": "a", "type": "ptp", "ipam": {"type": "host-local", "rangs": []}}"#, "/ipam",
                "additionalProperties", "rangs"
            ),
            (
                #"{"name": "a", "type": "ptp", "ipam": {"type": "host-local", "ranges": [{"subnet": "10.1.0.0/24"}]}}"#,
                "/ipam/ranges/0", "type", "subnet"
            ),
            (
                #"{"name": "a", "type": "ptp", "ipam": {"type": "host-local", "ranges": [[{"rangeStart": "10.1.0.9"}]]}}"#,
                "/ipam/ranges/0/0", "required", "subnet"
            ),
            (
                #"{"name": "a", "type": "ptp", "ipam": {"type": "static", "addresses": [{"addres": "10.1.0.9/24"}]}}"#,
                "/ipam/addresses/0", "additionalProperties", "addres"
            ),
            (
                #"{"name": "a", "type": "ib-sriov", "ipam": {"type": "dhcp"}}"#, "/ipam/type", "not", "dhcp"
            ),
            (
                #"{"name": "a", "type": "flannel", "delegate": {"isDefaultGatway": true}}"#, "/delegate",
                "additionalProperties", "isDefaultGatway"
            ),
            (
                #"{"name": "a", "type": "flannel", "delegate": {"type": "macvlan", "mtu": "9000"}}"#, "/delegate/mtu",
                "type", "9000"
            ),
            (
                #"{"name": "a", "type": "tartan", "delegates": [{"name": "b", "plugins": [{"type": "ptp", "mtu": []}]}]}"#,
                "/delegates/0/plugins/0/mtu", "type", "[]"
            ),
            (
                #"{"name": "a", "type": "tartan", "logOptions": {"maxAge": -1}}"#, "/logOptions/maxAge", "minimum", "-1"
            ),
            (#"{"name": "a", "type": "bridge", "vlanTrunk": [{"minID": 7}]}"#, "/vlanTrunk/0", "required", "maxID"),
            (
                #"{"name": "a", "type": "ptp", "ipam": {"type": "whereabouts", "range": "10.1.0.0/24", "log_level": "trace"}}"#,
                "/ipam/log_level", "anyOf", "trace"
            ),
        ])
    func configuration(_ text: String, _ path: String, _ keyword: String, _ word: String) throws {
        let value = try JSONParser.parse(text, limit: 10_000)
        let refusals = try SchemaFixture.validator(.configuration).refusals(of: value)
        #expect(
            refusals.contains { $0.path == path && $0.keyword == keyword && $0.message.contains(word) }, "\(refusals)")
        #expect(Set(refusals.map(\.path)) == [path], "\(refusals)")
    }

    @Test(
        "what a plugin takes in another way is accepted",
        arguments: [
            #"{"name": "a", "type": "acme", "anything": []}"#,
            #"{"name": "a", "type": "flannel", "delegate": {"isDefaultGateway": true}, "ipam": {"dataDir": "/var/lib/a"}}"#,
            #"{"name": "a", "type": "macvlan", "ipam": {}}"#,
            #"{"name": "a", "type": "macvlan", "_why": "as agreed", "comment": "so"}"#,
            #"{"name": "a", "type": "ptp", "ipam": {"type": "whereabouts", "range": "10.1.0.0/24", "log_level": "DEBUG"}}"#,
            #"{"name": "a", "type": "cilium-cni", "ipam": {"min-allocate": 8}}"#,
            #"{"name": "a", "type": "sriov", "vlanQoS": 0}"#,
            #"{"name": "a", "type": "tartan", "clusterNetwork": "pods", "delegateTimeout": "1.5s", "statusWait": 0}"#,
        ])
    func accepted(_ text: String) throws {
        let value = try JSONParser.parse(text, limit: 10_000)
        #expect(try SchemaFixture.validator(.configuration).refusals(of: value) == [])
    }

    @Test(
        "a wrong definition is refused at the very place",
        arguments: [
            (#"{"kind": "NetworkAttachmentDefinitions"}"#, "/kind", "const"),
            (#"{"metadata": {"namespace": "a"}}"#, "/metadata", "required"),
            (#"{"spec": {"conf": ""}}"#, "/spec", "additionalProperties"),
            (#"{"spec": "{}"}"#, "/spec", "type"), (#"{"data": {"config": "{}"}}"#, "", "additionalProperties"),
        ])
    func definition(_ text: String, _ path: String, _ keyword: String) throws {
        var definition: JSONObject = [
            "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition", "metadata": ["name": "a"],
            "spec": ["config": "{}"],
        ]
        let validator = SchemaFixture.validator(.definition)
        #expect(try validator.refusals(of: .object(definition)) == [])
        for member in try #require(JSONParser.parse(text, limit: 1_000).object).members {
            definition[member.key] = member.value
        }
        let refusals = try validator.refusals(of: .object(definition))
        #expect(refusals.map(\.path) == [path] && refusals.map(\.keyword) == [keyword], "\(refusals)")
        for key in ["apiVersion", "kind", "metadata"] {
            definition[key] = nil
            #expect(try validator.refusals(of: .object(definition)).contains { $0.message.contains("'\(key)'") })
        }
    }
}
