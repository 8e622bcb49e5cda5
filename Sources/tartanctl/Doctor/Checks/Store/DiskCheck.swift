/// Records can be written, now and for a while.
struct DiskCheck: DoctorCheck {
    let id = "disk"

    func look(at node: ExaminedNode) -> CheckOutcome {
        var findings: [DoctorFinding] = []
        var good: [String] = []
        var seen: [UInt] = []
        for place in [node.store.root, "/var/lib/cni", node.folderPath] {
            guard let volume = VolumeFacts(Self.nearest(place, node.files), node.files), !seen.contains(volume.id)
            else {
                continue
            }
            seen.append(volume.id)
            if let finding = Self.finding(volume, place) {
                findings.append(finding)
            } else {
                good.append("\(place): \(VolumeFacts.size(volume.freeBytes)) free")
            }
        }
        return .found(findings, else: good.joined(separator: ", "))
    }

    /// The folder itself, or the first above it that is there.
    private static func nearest(_ path: String, _ files: HostFiles) -> String {
        var path = path
        while path != "/", !files.isThere(path) { path = HostFiles.parent(of: path) }
        return path
    }

    static func finding(_ volume: VolumeFacts, _ place: String) -> DoctorFinding? {
        let look = "see what fills it: sudo du -xh --max-depth=2 \(place.shellWord) | sort -h | tail"
        if volume.isReadOnly {
            return .problem(
                "No pod can start: the disk of \(place) is mounted read-only.",
                repair: "look why: dmesg | tail; then: sudo mount -o remount,rw \(volume.path.shellWord)")
        }
        if volume.freeBytes < 16 << 20 || volume.hasInodes && volume.freeInodes < 256 {
            let what = volume.freeBytes < 16 << 20 ? "bytes" : "inodes"
            return .problem(
                "Pods can't start: the disk of \(place) is full: \(VolumeFacts.size(volume.freeBytes))"
                    + (what == "inodes" ? " and \(volume.freeInodes) inodes" : "") + " left.", repair: look)
        }
        if volume.freeBytes * 20 < volume.bytes, volume.freeBytes < 1 << 30 {
            return .warning(
                "The disk of \(place) is nearly full: \(VolumeFacts.size(volume.freeBytes)) left.", repair: look)
        }
        if volume.hasInodes, volume.freeInodes * 50 < volume.inodes {
            return .warning(
                "The disk of \(place) is nearly out of inodes: \(volume.freeInodes) of \(volume.inodes) left.",
                repair: look)
        }
        return nil
    }
}
