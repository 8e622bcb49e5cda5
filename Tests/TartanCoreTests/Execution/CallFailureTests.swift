import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import MultiNetwork
import Netlink
import TartanStore
import Testing

@testable import TartanCore

/// What the runtime is told: for each failure its code and its sentence.
@Suite("Errors as the runtime sees them") struct CallFailureTests {
    private static let label = AttachmentLabel(network: "infra/lan", interface: "net1")
    private static let system = SystemFailure("open", "/f", errorNumber: 2)

    private static func delegate(_ cause: DelegateFailure.Cause, standardError: String = "") -> DelegateFailure {
        DelegateFailure(
            label: label, binary: JournalBinary(attachment: 1, plugin: 0), command: .add, type: "macvlan",
            path: "/opt/macvlan", cause: cause,
            standardError: standardError, version: "0.3.1")
    }

    private static func check(_ failure: CallFailure, _ code: Int, _ sentence: String) {
        let error = CNIError(failure, subject: "ADD shop/web")
        #expect(error.code.rawValue == code, "\(failure)")
        #expect(error.message == "ADD shop/web: " + sentence)
        #expect(!error.message.hasSuffix("."))
    }

    @Test("of the call itself")
    func call() throws {
        let table: [(CallFailure, Int, String)] = [
            (.input(Self.system), 5, "standard input can't be read: cannot open /f: No such file or directory"),
            (
                .notReady(file: "/r\n", milliseconds: 50), 11,
                "the readiness indicator /r\\n did not appear within 50 ms"
            ),
            (.stillRunning("p (1)"), 11, "a binary of an earlier call does not end: p (1)"),
            (.alreadyAttached(interface: "eth0"), 4, "eth0 is already attached"),
            (.interrupted(signal: 15), 11, "Tartan got signal 15 and ended the call"),
            (.noRecord(interface: "eth0"), 3, "there is no record of eth0 in this sandbox"),
            (.unfinished(interface: "eth0"), 11, "the last call for eth0 has not ended or was cut off"),
            (.deadline(during: "the undo"), 11, "the time for the call ran out during the undo"),
            (
                .foreignState(path: "/m", reason: "why"), 5,
                "/m, which says what Multus still has attached, can't be read: why"
            ),
        ]
        for (failure, code, sentence) in table { Self.check(failure, code, sentence) }
    }

    @Test("of configuration and environment")
    func input() throws {
        let syntax = try #require(throws: JSONError.self) { try JSONParser.parse("{", limit: 10) }
        let settings: [(SettingsError, Int, String)] = [
            (.syntax(syntax), 6, "Tartan's configuration is not JSON: \(syntax)"),
            (.notAnObject(found: "null"), 6, "Tartan's configuration is null, expected an object"),
            (
                .unusable(key: "a", value: "7", expected: "x", .type), 7,
                "Tartan's configuration has \"a\": 7, expected x"
            ),
            (.missingName, 7, "Tartan's configuration has no \"name\""),
            (.invalidName(InvalidName("-", "is bad")), 7, "The name of Tartan's network, \"-\" is bad"),
            (.unknownVersion("9"), 1, "CNI version \"9\" of Tartan's configuration is not supported"),
            (.noClusterNetwork, 7, "Tartan's configuration has neither \"clusterNetwork\" nor \"delegates\""),
        ]
        for (error, code, sentence) in settings { Self.check(.settings(error), code, sentence) }
        let invocation: [(InvocationError, Int, String)] = [
            (.unknownCommand("add"), 4, "CNI_COMMAND is \"add\", expected ADD, DEL, CHECK, GC, STATUS or VERSION"),
            (.missing(["A", "B"]), 4, "The environment lacks A, B"),
            (.invalid(variable: "CNI_IFNAME", InvalidName("a", "is bad")), 4, "CNI_IFNAME \"a\" is bad"),
            (.arguments(.piece("x")), 4, "\"x\" in CNI_ARGS is not KEY=VALUE"),
            (.podName(key: "K", value: "v\u{1}"), 4, "K in CNI_ARGS, \"v\\u{1}\", is no Kubernetes name"),
            (.hostNamespace(path: "/n"), 4, "CNI_NETNS /n is the host's own network namespace, not a sandbox"),
            (.noNamespace(path: "/n", found: "a file"), 4, "CNI_NETNS /n is no network namespace: a file"),
            (
                .unsupported(command: .check, version: CNIVersion(0, 3, 1), since: CNIVersion(0, 4, 0)), 1,
                "CHECK does not exist in CNI 0.3.1 of Tartan's configuration, it came with 0.4.0"
            ),
        ]
        for (error, code, sentence) in invocation { Self.check(.invocation(error), code, sentence) }
    }

    @Test("of the plan")
    func plan() throws {
        let reference = try NetworkReference(namespace: "infra", name: "lan")
        let selection = try #require(throws: SelectionError.self) {
            try NetworkSelection.parse("a,,b", podNamespace: "a")
        }
        let definition = try #require(throws: DefinitionError.self) { try NetworkAttachmentDefinition([:]) }
        let table: [(PlanError, Int, String)] = [
            (.noClusterNetwork, 7, "Tartan's configuration has neither \"clusterNetwork\" nor \"delegates\""),
            (
                .annotationsNotAMap(found: "an array"), 7,
                "the pod annotations that the runtime handed over are an array, expected an object of strings"
            ),
            (.podUnavailable(tried: ["a"]), 11, "the pod's annotations can't be had yet"),
            (.annotation(name: "n", selection), 7, "annotation n: \(selection)"),
            (
                .isolated(reference, podNamespace: "shop", allowed: ["a"], annotation: "n"), 7,
                "annotation n names network infra/lan, which pods of namespace shop may not use"
            ),
            (.unknownNetwork(reference, origin: "o", existsIn: []), 7, "network infra/lan does not exist (o)"),
            (.networkUnavailable(reference, tried: []), 11, "network infra/lan can't be looked up yet"),
            (.definition(of: "pod a/b", definition), 7, "pod a/b: \(definition)"),
            (
                .configuration(Self.label, source: "s", .emptyPlugins), 7,
                "network infra/lan (net1): the configuration in s is not usable: \"plugins\" is an empty list"
            ),
            (
                .configuration(Self.label, source: "s", .unknownVersion("9", key: "cniVersion")), 1,
                "network infra/lan (net1): the configuration in s is not usable: "
                    + "cniVersion \"9\" is no version that Tartan knows (0.1.0 to 1.1.0)"
            ),
            (
                .configuration(Self.label, source: "s", .notAnObject(found: "null")), 6,
                "network infra/lan (net1): the configuration in s is not usable: it is null, expected an object"
            ),
            (.missingName(source: "s"), 7, "the configuration in s has no \"name\""),
            (
                .noFile(Self.label, name: "n", folder: "/f", unreadable: []), 7,
                "network infra/lan (net1): no configuration named \"n\" is in /f"
            ),
            (
                .unreadable(Self.label, Self.system), 5,
                "network infra/lan (net1): cannot open /f: No such file or directory"
            ),
            (
                .ownType(Self.label, type: "tartan", source: "s"), 7,
                "network infra/lan (net1): the plugin \"tartan\" in s is Tartan itself"
            ),
            (.badReference(key: "k", value: "v"), 7, "\"k\" of Tartan's configuration, \"v\", names no network"),
            (
                .binary(Self.label, .notFound(type: "t", searched: ["/a", "/b"])), 7,
                "network infra/lan (net1): no plugin \"t\" in /a, /b"
            ),
            (
                .missingCapability(Self.label, key: "k", capability: "c", types: ["a", "b"]), 7,
                "network infra/lan (net1): \"k\" was asked for, but no plugin of its chain (a, b) declares the capability \"c\""
            ),
            (.interfaceClash("x", first: "a", second: "b"), 7, "interface x is wanted twice: by a and by b"),
            (
                .interfaceHeld("x", wanted: "a", holder: "h"), 7,
                "interface x, wanted by a, is already h in this sandbox"
            ),
            (.defaultRouteTwice(first: "a", second: "b"), 7, "\"default-route\" is asked for twice: by a and by b"),
            (.tooMany(65), 7, "the pod asks for 65 attachments, 64 are allowed"),
        ]
        for (error, code, sentence) in table { Self.check(.plan(error), code, sentence) }
    }

    /// Pain 41: #1239, #1330, #581.
    @Test("of a binary: its own code and words first")
    func binary() throws {
        let prefix = "network infra/lan (net1): macvlan "
        let json = try #require(throws: JSONError.self) { try JSONParser.parse("OK", limit: 10) }
        let table: [(DelegateFailure.Cause, Int, String)] = [
            (
                .refused(CNIError(CNIError.Code(rawValue: 107), "no \u{1}master"), exit: 1), 107,
                "failed: no \\u{1}master"
            ),
            (.refused(CNIError(CNIError.Code(rawValue: 0), "libcni"), exit: 1), 999, "failed: libcni"),
            (.refused(CNIError(.tryAgainLater, "later"), exit: 3), 11, "failed: later"),
            (
                .refused(CNIError(CNIError.Code(rawValue: 100), ""), exit: 1), 100,
                "failed with code 100 and gave no reason"
            ),
            (
                .refused(CNIError(.incompatibleVersion, "no", details: "I speak 1.0.0"), exit: 1), 1,
                "refuses CNI 0.3.1: no (I speak 1.0.0)"
            ),
            (.refused(CNIError(.incompatibleVersion, "no"), exit: 1), 1, "refuses CNI 0.3.1: no"),
            (.failed(exit: 2, output: "x"), 999, "failed with exit status 2 and no error message"),
            (
                .errorWithSuccess(CNIError(.inputOutput, "m")), 5, "reported success but answered with an error: m"
            ),
            (.noAnswer, 6, "reported success but printed no result"),
            (.notJSON(json, output: "OK"), 6, "printed something that is not JSON: \(json)"),
            (
                .badResult(.notAnObject(found: "an array")), 6,
                "printed a result that can't be used: the answer is an array, not a result object"
            ),
            (
                .badResult(.unknownVersion("9")), 1,
                "printed a result that can't be used: the answer is of CNI version \"9\"; known are 0.1.0 to 1.1.0"
            ),
            (.killed(signal: 9), 999, "was killed by signal 9"),
            (.timedOut(milliseconds: 50), 11, "did not end within 50 ms and was killed"),
            (.interrupted(signal: 15), 11, "was ended because Tartan got signal 15"),
            (.tooMuchOutput(limit: 9), 6, "printed more than 9 bytes and was killed"),
            (.stillRunning("h"), 11, "can't be started while another binary of this sandbox runs: h"),
            (
                .launch(.notFound(type: "t", searched: [])), 7,
                "could not be started: no plugin \"t\": there is no folder to look in"
            ),
            (
                .launch(.notExecutable(path: "/p", errorNumber: 13)), 5,
                "could not be started: cannot execute /p: Permission denied"
            ),
            (
                .launch(.busy(path: "/p", milliseconds: 9)), 11,
                "could not be started: cannot execute /p: it was being written for all of the 9 ms that it was tried"
            ),
            (
                .store(.system(Self.system)), 5,
                "can't be started safely: \(StoreError.system(Self.system))"
            ),
            (
                .unrecorded(.system(Self.system)), 5,
                "was run, but that could not be recorded: \(StoreError.system(Self.system))"
            ),
        ]
        for (cause, code, words) in table { Self.check(.delegate(Self.delegate(cause)), code, prefix + words) }
        let started = table.filter { !Self.delegate($0.0).neverStarted }
        #expect(started.count == table.count - 5)
    }

    @Test("of an attachment")
    func attachment() throws {
        let name = "network infra/lan (net1): "
        let gateway = try #require(IPAddress("10.9.0.1"))
        let subnet = try #require(IPNetwork("10.8.0.7/24"))
        let table: [(AttachmentError, Int, String)] = [
            (.interfaceTaken(Self.label, by: "veth"), 4, "an interface of that name is already in the sandbox (veth)"),
            (
                .foreignSandbox(Self.label, type: "t", sandbox: "/x"), 6,
                "t answered with an interface in another sandbox, /x"
            ),
            (
                .nameClaimed(Self.label, interface: "a", earlier: AttachmentLabel(network: "b", interface: "eth0")), 7,
                "its result has the interface a, which network b (eth0) has already"
            ),
            (
                .noInterface(Self.label), 7,
                "a MAC, address or default route was asked for, but the network made no interface"
            ),
            (
                .unreachableGateway(Self.label, gateway: gateway, subnets: [subnet]), 7,
                "the gateway 10.9.0.1 of \"default-route\" is in none of its subnets (10.8.0.7/24)"
            ),
            (
                .unreachableGateway(Self.label, gateway: gateway, subnets: []), 7,
                "the gateway 10.9.0.1 of \"default-route\" is in none of its subnets (it has none)"
            ),
            (
                .noOwnDefaultRoute(Self.label), 7,
                "\"default-route\" is [], but the network sets no default route of its own"
            ),
            (
                .inVRF(Self.label, interface: "net1", vrf: "blue"), 7,
                "\"default-route\" can't lead by net1, which is in the vrf blue"
            ),
            (.linkGone(Self.label, interface: "net1"), 999, "interface net1 is gone from the sandbox"),
            (
                .addressGone(Self.label, interface: "net1", subnet), 999,
                "address 10.8.0.7/24 is gone from interface net1"
            ),
            (.routeGone(Self.label, gateway: gateway), 999, "the default route by 10.9.0.1 is gone"),
            (.ownRouteGone(Self.label), 999, "the default route that it kept is gone"),
            (
                .otherDefaultRoute(Self.label, interface: "eth0"), 999,
                "interface eth0 has a default route again, which this network's replaced"
            ),
        ]
        for (error, code, sentence) in table { Self.check(.attachment(error), code, name + sentence) }
        let netlink = NetlinkFailure.missing(path: "/n")
        Self.check(.attachment(.netlink(Self.label, netlink)), 5, name + netlink.description)
        Self.check(.attachment(.netlink(nil, netlink)), 5, netlink.description)
    }

    @Test("of the store")
    func store() throws {
        let json = try #require(throws: JSONError.self) { try JSONParser.parse("", limit: 10) }
        let table: [(StoreError, Int)] = [
            (.lockTimeout("/l", holder: nil), 11), (.noStore("/s"), 5),
            (.newerFormat(file: "f", found: 2, known: 1), 5),
            (.damagedJournal(file: "f", why: "w"), 5), (.otherSandbox(file: "f", found: "a", expected: "b"), 5),
            (.journalFull(file: "f", limit: 1), 5), (.shortWrite(file: "f", written: 1, of: 2), 5),
            (.system(Self.system), 5),
            (.invalidName(what: "w", InvalidName("", "")), 7), (.notJSON(file: "f", json), 7),
            (.malformed(file: "f", member: "m", expected: "e"), 7),
            (.misplaced(file: "f", found: "a", expected: "b"), 7),
            (.unexpectedKind(file: "f", found: "a", expected: "b"), 7), (.tooLarge(file: "f", limit: 1), 7),
        ]
        for (error, code) in table {
            #expect(CNIError(.store(error), subject: "s").code.rawValue == code, "\(error)")
            #expect(CNIError(.plan(.store(error)), subject: "s").code.rawValue == code, "\(error)")
        }
    }

    @Test("details are the plugin's own, then where it was run, what it printed, and what became of the rest")
    func details() throws {
        let refused = Self.delegate(
            .refused(CNIError(CNIError.Code(rawValue: 107), "m", details: "look there"), exit: 1),
            standardError: "warn\u{1}\n")
        #expect(
            CNIError(.delegate(refused), subject: "s", aftermath: "All was undone.").details
                == "look there. ADD by /opt/macvlan, exit status 1. On stderr: warn\\u{1}\\n. "
                + "\"tartanctl explain\" shows the configuration that the plugin is given. All was undone.")
        let failed = Self.delegate(.failed(exit: 2, output: "rubbish!"))
        #expect(
            CNIError(.delegate(failed), subject: "s").details
                == "ADD by /opt/macvlan. It printed: rubbish! \"tartanctl explain\" shows the configuration that the plugin is given."
        )
        let both = CallFailure.detaching(first: refused, others: [failed], succeeded: 1)
        #expect(both == CallFailure.detaching([refused, failed], of: 3))
        #expect(CallFailure.detaching([], of: 3) == nil)
        let error = CNIError(both, subject: "s")
        #expect(error.code.rawValue == 107)
        #expect(error.message == "s: network infra/lan (net1): macvlan failed: m")
        #expect(
            error.details?.contains(
                " Also: network infra/lan (net1): macvlan failed with exit status 2 and no error message.") == true)
    }

    @Test("secrets of the attachment's configuration are in nothing that is quoted of its plugin")
    func secrets() throws {
        let refusal = CNIError(CNIError.Code(rawValue: 107), "bad hunter2", details: "hunter2 was refused")
        let syntax = try #require(throws: JSONError.self) { try JSONParser.parse("hunter2", limit: 100) }
        let long = String(repeating: "x", count: 996) + "hunter2"
        let causes: [DelegateFailure.Cause] = [
            .refused(refusal, exit: 1), .errorWithSuccess(refusal), .failed(exit: 1, output: "my hunter2"),
            .failed(exit: 1, output: long), .notJSON(syntax, output: "hunter2"),
        ]
        for cause in causes {
            var failure = Self.delegate(cause, standardError: "on hunter2")
            failure.secrets = QuotedSecrets(["hunter2"])
            let error = CNIError(.delegate(failure), subject: "s")
            #expect(!error.message.contains("hunt"), "\(error)")
            #expect(error.details?.contains("hunt") == false, "\(error)")
            #expect(error.details?.contains("On stderr: on (hidden).") == true, "\(error)")
            #expect(!failure.sentence.contains("hunt"))
        }
    }

    @Test("a failure that may come late doesn't claim that nothing was changed")
    func late() {
        let store = CallFailure.store(.system(Self.system))
        #expect(CNIError(store, subject: "s").details == "The same call can be repeated once the cause is gone.")
        #expect(CNIError(.interrupted(signal: 15), subject: "s").details == "The runtime may call again.")
        for failure in [store, .interrupted(signal: 15)] {
            let details = CNIError(failure, subject: "s", aftermath: "All was undone.").details
            #expect(details?.hasSuffix("All was undone.") == true, "\(failure)")
        }
    }

    @Test("long output is cut between characters and marked")
    func long() throws {
        #expect("abc".prefixed(3) == "abc")
        #expect("abcd".prefixed(3) == "abc…")
        let failed = Self.delegate(.failed(exit: 2, output: String(repeating: "x", count: 5000)))
        let details = try #require(CNIError(.delegate(failed), subject: "s").details)
        #expect(details.contains("It printed: xxx") && details.utf8.count < 1200)
    }

    @Test("advice names what to do next")
    func advice() throws {
        let reference = try NetworkReference(namespace: "infra", name: "lan")
        let table: [(PlanError, String)] = [
            (
                .missingCapability(Self.label, key: "k", capability: "c", types: []),
                "Where the plugin supports it, add \"capabilities\": {\"c\": true} to its object in the network's configuration."
            ),
            (
                .isolated(reference, podNamespace: "shop", allowed: ["default", "b"], annotation: "n"),
                "namespaceIsolation is on: allowed are networks of shop, default, b."
            ),
            (.unknownNetwork(reference, origin: "o", existsIn: ["a", "b"]), "A network of that name is in: a, b."),
            (
                .networkUnavailable(reference, tried: ["a", "b"]),
                "Tried: a; b. Write it with: tartanctl apply -f FILE."
            ),
        ]
        for (error, advice) in table { #expect(error.explained.advice == advice) }
    }

    @Test("no control character of a file's name or a folder reaches message or details")
    func escaped() {
        let failure = CallFailure.plan(
            .noFile(Self.label, name: "a\u{1B}", folder: "/f\n", unreadable: ["/f/\u{1B}[2J.conf: it is not usable"]))
        let error = CNIError(failure, subject: "ADD a\u{7}")
        #expect(error.message.escapingControlCharacters == error.message)
        #expect(error.details?.escapingControlCharacters == error.details)
        #expect(error.details?.contains("\\u{1b}[2J") == true)
    }
}
