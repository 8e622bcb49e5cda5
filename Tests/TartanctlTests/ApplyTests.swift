import Foundation
import TestKit
import Testing

@Suite struct ApplyTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
    }

    @Test("apply says created, configured and unchanged as kubectl does, and makes the store")
    func changes() throws {
        try folder.write("a.yaml", Samples.storage + "---\n" + Samples.web)
        #expect(
            try tartanctl("apply", "-f", "a.yaml")
                == .init(status: 0, output: "network infra/storage created\npod shop/web created\n", errors: ""))
        #expect(
            try tartanctl("apply", "-f", "a.yaml").output == "network infra/storage unchanged\npod shop/web unchanged\n"
        )
        try folder.write("a.yaml", Samples.web.replacing("uplink", with: "infra/uplink"))
        #expect(try tartanctl("apply", "-f", "a.yaml").output == "pod shop/web configured\n")
    }

    @Test("a folder's manifests are taken by name, with -R those of its folders too")
    func folders() throws {
        try folder.write("m/b.yml", Samples.web)
        try folder.write("m/a.yaml", Samples.storage)
        try folder.write("m/notes.txt", "{")
        try folder.write("m/sub/c.json", #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}"#)
        #expect(try tartanctl("apply", "-f", "m").output == "network infra/storage created\npod shop/web created\n")
        let all = try tartanctl("apply", "-Rf", "m", "-o", "name").output
        #expect(all == "network/infra/storage\npod/shop/web\npod/default/c\n")
        try folder.write("empty/sub/x.yaml", Samples.web)
        let refused = try tartanctl("apply", "-f", "empty")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("there is no .yaml, .yml or .json file in empty"))
    }

    @Test("a pipe whose writer takes its time is read to its end")
    func slowPipe() throws {
        let pipe = try SlowPipe(folder.path + "/pipe")
        let process = try tartanctl.start(["apply", "-f", "pipe", "--store", folder.path + "/store"])
        try pipe.write(Samples.web)
        let outcome = try tartanctl.end(process)
        #expect(outcome == .init(status: 0, output: "pod shop/web created\n", errors: ""))
    }

    @Test("stdin, lists and typed lists whose items don't say what they are")
    func lists() throws {
        let list = """
            {"apiVersion": "v1", "kind": "PodList", "items": [{"metadata": {"name": "a"}},
             {"metadata": {"name": "b", "namespace": "n"}}]}
            """
        #expect(try tartanctl("apply", "-f", "-", input: list).output == "pod default/a created\npod n/b created\n")
        let nested = """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: c}}]}
            """
        #expect(try tartanctl("apply", "-f", "-", "-n", "m", input: nested).output == "pod m/c created\n")
    }

    @Test("objects of other kinds are named on stderr and passed over")
    func foreign() throws {
        try folder.write("a.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\n" + Samples.storage)
        let outcome = try tartanctl("apply", "-f", "a.yaml")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "a.yaml:1:1: skipped: Service s is neither a network nor a pod\n")
        let alone = try tartanctl("apply", "-f", "-", input: "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n")
        #expect(alone.status == 2)
        #expect(alone.errors.contains("error: there is no network and no pod in what was given\n"))
    }

    /// Pain 26: #1195, #308, #731.
    @Test(
        "a workload's template becomes a pod of the name that is given",
        arguments: [
            ("Deployment", "apps/v1"), ("StatefulSet", "apps/v1"), ("DaemonSet", "apps/v1"), ("ReplicaSet", "apps/v1"),
            ("Job", "batch/v1"),
        ])
    func workloads(_ kind: String, _ apiVersion: String) throws {
        try folder.write("a.yaml", Samples.deployment(kind, apiVersion))
        let refused = try tartanctl("apply", "-f", "a.yaml")
        #expect(refused.status == 2)
        #expect(refused.errors.hasPrefix("a.yaml:1:1: error: the pods of a \(kind) get their names when it runs"))
        #expect(refused.errors.contains("--pod-name NAME"))
        #expect(try tartanctl("apply", "-f", "a.yaml", "--pod-name", "dep-1").output == "pod shop/dep-1 created\n")
        #expect(
            try tartanctl("get", "pods", "-n", "shop").output
                == "NAME    NETWORKS   ATTACHED   UID\ndep-1   storage    0          <none>\n")
    }

    @Test("a CronJob's template lies deeper")
    func cronJob() throws {
        let text = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: c}
            spec:
              jobTemplate:
                spec:
                  template:
                    metadata: {annotations: {k8s.v1.cni.cncf.io/networks: "storage, storage@x/y"}}
            """
        try folder.write("a.yaml", text)
        let outcome = try tartanctl("apply", "-f", "a.yaml", "--pod-name", "c-1")
        #expect(
            outcome.errors.hasPrefix(
                "a.yaml:8:81: error: pod default/c-1: annotation k8s.v1.cni.cncf.io/networks, element 2"))
    }

    @Test("-n is the namespace of what has none, and refuses what has another")
    func namespaces() throws {
        try folder.write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n")
        #expect(try tartanctl("apply", "-f", "a.yaml", "-n", "x").output == "pod x/a created\n")
        try folder.write("b.yaml", Samples.web)
        let outcome = try tartanctl("apply", "-f", "b.yaml", "-n", "x")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.hasPrefix("b.yaml:5:14: error: this Pod is in the namespace \"shop\", and -n says \"x\""))
    }
}
