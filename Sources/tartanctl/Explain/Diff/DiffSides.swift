import ExactJSON
import TartanStore

/// The two sides of `explain --diff`, read and checked.
struct DiffSides {
    let old: DiffSide
    let new: DiffSide
    /// Objects in the files that are neither networks nor pods.
    let foreign: Int

    /// - Parameters:
    ///   - paths: one, which is put over the store as `apply` would; or two, the old one first.
    ///   - store: what is beneath; with two paths nil unless the person named one.
    init(_ paths: [String], recursively: Bool, namespace: String?, store: Store?) throws(Failure) {
        let rules = ManifestRules(namespace: namespace, readsTemplates: true)
        var sides: [[DiffedObject: ManifestObject]] = []
        var foreign = 0
        var failures: [Failure] = []
        for path in paths {
            do throws(Failure) {
                let manifests = try Manifests(try InputFile.all([path], recursively: recursively), rules)
                foreign += manifests.foreign.count
                sides.append(DiffSide.objects(manifests))
            } catch {
                failures.append(error)
            }
        }
        if let failure = Failure(failures) { throw failure }
        guard sides.contains(where: { !$0.isEmpty }), let last = sides.last, let first = sides.first else {
            throw Failure(
                .couldNotRun, code: "noInput", "there is no network and no pod in what was given",
                hints: ["Kinds that are read: tartanctl apply --help"])
        }
        self.foreign = foreign
        let name = { (path: String) in path == "-" ? "stdin" : path }
        guard paths.count == 2 else {
            old = DiffSide(name: "the store", objects: [:], base: store)
            new = DiffSide(name: name(paths[0]), objects: last, base: store)
            return
        }
        var (before, after) = (first, last)
        Self.share(&before, &after)
        let keys = (Set(before.keys), Set(after.keys))
        old = DiffSide(
            name: name(paths[0]), objects: before, base: store, absent: keys.1.subtracting(keys.0))
        new = DiffSide(name: name(paths[1]), objects: after, base: store, absent: keys.0.subtracting(keys.1))
    }

    /// Pods that only one of two sides has, while the other has no pods at all, are meant for both: the question is what
    /// the definitions mean for them.
    private static func share(
        _ old: inout [DiffedObject: ManifestObject], _ new: inout [DiffedObject: ManifestObject]
    ) {
        let pods = (old.filter { $0.key.kind == .pod }, new.filter { $0.key.kind == .pod })
        if pods.0.isEmpty { old.merge(pods.1) { own, _ in own } }
        if pods.1.isEmpty { new.merge(pods.0) { own, _ in own } }
    }

    /// The definitions that one of the sides holds itself, in order.
    var networks: [DiffedObject] { all(.network) }

    /// The pods of both sides, those of the store included, in order.
    func pods() throws(StoreError) -> [DiffedObject] {
        let stored = try (new.base?.pods() ?? []).map { DiffedObject(kind: .pod, key: $0) }
        return Set(all(.pod) + stored).sorted()
    }

    private func all(_ kind: ObjectKind) -> [DiffedObject] {
        Set(Array(old.objects.keys) + Array(new.objects.keys)).filter { $0.kind == kind }.sorted()
    }
}
