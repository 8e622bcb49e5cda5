import CNI
import LinuxSystem
import TartanStore
import Testing

@Suite struct ObjectNameTests {
    @Test(
        "a name that Kubernetes would not take never becomes a path",
        arguments: [
            "", ".", "..", "../pods", "a/b", "/etc", "A", "a_b", "-a", "a-", ".a", "a.", "a..b", "a.-b", "a b", "ä",
            "a\0b",
            ".tmp-1", String(repeating: "a", count: 254),
        ])
    func refused(name: String) throws {
        let test = try TestStore()
        #expect { try test.store.network("infra", name) } throws: { Self.isInvalid($0, "name", name) }
        #expect { try test.store.pod("infra", name) } throws: { Self.isInvalid($0, "name", name) }
        #expect { try test.store.deletePod("infra", name) } throws: { Self.isInvalid($0, "name", name) }
        #expect { try test.store.deleteNetwork(name, "x") } throws: { Self.isInvalid($0, "namespace", name) }
        let object = Fixtures.pod(name, in: "infra")
        #expect { try test.store.putPod(object) } throws: { Self.isInvalid($0, "name", name) }
    }

    @Test("a namespace is one label of at most 63 characters", arguments: ["a.b", String(repeating: "a", count: 64)])
    func namespace(namespace: String) throws {
        let test = try TestStore()
        #expect { try test.store.network(namespace, "x") } throws: { Self.isInvalid($0, "namespace", namespace) }
    }

    @Test(
        "names that Kubernetes takes are taken, up to their full length",
        arguments: ["a", "0", "a-b", "a.b", "x--y.0", String(repeating: "a", count: 253)])
    func accepted(name: String) throws {
        let test = try TestStore()
        #expect(try test.store.putPod(Fixtures.pod(name, in: "infra")) == .created)
        #expect(try test.store.pod("infra", name) == Fixtures.pod(name, in: "infra"))
        #expect(try test.store.pods().map(\.description) == ["infra/" + name])
    }

    @Test("the error says which name and which rule")
    func words() {
        #expect(throws: StoreError.invalidName(what: "namespace", InvalidName("", "is empty"))) {
            try ObjectKey("", "web")
        }
        let error = StoreError.invalidName(what: "name", InvalidName("a/b", "is wrong"))
        #expect(error.description == "the name \"a/b\" is wrong")
    }

    private static func isInvalid(_ error: any Error, _ what: String, _ name: String) -> Bool {
        guard case .invalidName(what, let invalid) = error as? StoreError else { return false }
        return invalid.name == name
    }
}
