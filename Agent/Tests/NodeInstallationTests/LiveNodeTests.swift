import AgentTestSupport
import Foundation
import Testing

/// The commands of docs/operations.md, by the built tartan-agent, on a host of its own (network, mounts, /run, /var/lib,
/// /opt/cni and /etc/cni are private and end with the test), with Debian's plugins.
@Suite(
    "Pods start and end while Tartan is installed, upgraded, rolled back and removed",
    .enabled(if: geteuid() == 0, "it needs root, for namespaces"))
struct LiveNodeTests {
    @Test("no ADD and no DEL fails meanwhile, and what is attached keeps the binaries until it has ended")
    func pods() async throws {
        let node = try Node()
        let (one, two) = (try node.release("one"), try node.release("two"))
        let program = try Node.agent()
        let script = try node.folder.write("script", Self.script, mode: 0o755)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = [
            "--net", "--mount", "--propagation", "private", "bash", script, program, one, two, node.folder.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.contains("pods that started and ended meanwhile: "))
        #expect(!text.contains("meanwhile: 0\n"))
    }

    private static let script = """
        set -euo pipefail
        agent=$1 one=$2 two=$3 work=$4
        for folder in /run /var/lib /usr/local; do mount -t tmpfs -o mode=0755 private "$folder"; done
        cp -a /etc /run/etc
        mount --bind /run/etc /etc
        mkdir /run/opt
        mount --rbind /opt /run/opt
        mount -t tmpfs -o mode=0755 private /opt
        for folder in /run/opt/*/; do mkdir "/opt/${folder:9}"; mount --rbind "$folder" "/opt/${folder:9}"; done
        mkdir -p /run/netns /opt/cni/bin /etc/cni/net.d
        ip link set lo up
        cp /usr/lib/cni/bridge /usr/lib/cni/host-local /opt/cni/bin/
        cat > /etc/cni/net.d/10-bridge.conflist <<'END'
        {"cniVersion":"1.0.0","name":"bridge","plugins":[{"type":"bridge","bridge":"cni0","isGateway":true,
         "ipam":{"type":"host-local","subnet":"10.9.0.0/16"}}]}
        END
        "$agent" install --host / --from "$one"
        attach() { ip netns add "$1"; tartanctl run ADD --pod "shop/$1" --netns "$1" --plugin /opt/cni/bin/tartan; }
        detach() { tartanctl run DEL --pod "shop/$1" --netns "$1" --plugin /opt/cni/bin/tartan; ip netns del "$1"; }
        # The command line is replaced as well; the runtime that plays here is a copy.
        cp "$one/tartanctl" "$work/runtime"
        tartanctl() { "$work/runtime" "$@"; }
        for pod in living web; do
            printf '{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%s"}}' "$pod" |
                tartanctl apply -f - > /dev/null
        done
        attach living > /dev/null
        pods() {
            set -euo pipefail
            local count=0
            until [ -e "$work/stop" ]; do
                attach web > "$work/call" 2>&1 || { cat "$work/call"; exit 1; }
                detach web > "$work/call" 2>&1 || { cat "$work/call"; exit 1; }
                count=$((count + 1)); echo "$count" > "$work/count"
            done
        }
        pods & pid=$!
        for turn in 1 2 3; do
            "$agent" install --host / --from "$two"
            "$agent" install --host / --rollback
            "$agent" install --host / --from "$one"
        done
        until [ -s "$work/count" ] || ! kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
        touch "$work/stop"; wait "$pid"
        echo "pods that started and ended meanwhile: $(cat "$work/count")"
        if "$agent" uninstall --host / --from "$one" > "$work/said" 2>&1; then
            echo "it was removed under a living pod"; exit 1
        fi
        grep -q 'pods are attached still' "$work/said" || { cat "$work/said"; exit 1; }
        [ -x /opt/cni/bin/tartan ]
        [ ! -e /etc/cni/net.d/00-tartan.conflist ] || { echo "new pods would still get Tartan"; exit 1; }
        tartanctl run DEL --pod shop/living --plugin /opt/cni/bin/tartan > /dev/null; ip netns del living
        "$agent" uninstall --host / --from "$one" --purge
        [ ! -e /opt/cni/bin/tartan ] && [ ! -e /usr/local/bin/tartanctl ] && [ ! -e /var/lib/tartan ]
        [ "$(ls /etc/cni/net.d)" = 10-bridge.conflist ] || { ls /etc/cni/net.d; exit 1; }
        """
}
