import CNI
import Testing

@testable import TartanCore

@Suite("The environment of a delegate") struct DelegateEnvironmentTests {
    private static let call = DelegateEnvironment.Call(
        command: .delete, containerID: "c", netns: "", interface: "net1", arguments: "A=1", searchPath: "/b:/c")
    private static let own = [
        "CNI_COMMAND=DEL", "CNI_CONTAINERID=c", "CNI_NETNS=", "CNI_IFNAME=net1", "CNI_ARGS=A=1", "CNI_PATH=/b:/c",
    ]

    private static func make(_ texts: [String]) -> [String] {
        DelegateEnvironment.make(inheriting: texts.compactMap { EnvironmentVariable(text: $0) }, call)
    }

    @Test("each CNI_ variable is there once, whatever the runtime set, empty ones too")
    func once() {
        #expect(Self.make([]) == Self.own)
        let runtime = [
            "CNI_COMMAND=ADD", "CNI_IFNAME=eth0", "PATH=/bin", "CNI_COMMAND=CHECK", "CNI_NETNS=/x", "CNI_ARGS=B=2",
        ]
        #expect(Self.make(runtime) == ["PATH=/bin"] + Self.own)
    }

    @Test("what steers loader and allocator is taken out, everything else stays in its order")
    func cleaned() {
        let runtime = [
            "B=1", "LD_PRELOAD=/x", "LD_LIBRARY_PATH=/x", "LD_=1", "GCONV_PATH=/x", "MALLOC_CHECK_=3", "A=", "LDX=1",
            "ld_preload=1",
            "GCONV_PATHS=1", "MALLOC=1", "TRACEPARENT=00-1", "CNI_OTHER=1", "B=2",
        ]
        let kept = [
            "B=1", "A=", "LDX=1", "ld_preload=1", "GCONV_PATHS=1", "MALLOC=1", "TRACEPARENT=00-1", "CNI_OTHER=1", "B=2",
        ]
        #expect(Self.make(runtime) == kept + Self.own)
    }
}
