import Glibc
import Testing

extension Trait where Self == ConditionTrait {
    /// For suites that need Debian's kernel: `make test-kernel` runs them all, `make test` none of them.
    ///
    /// There they fail where the kernel can't do a thing; they are never skipped for it.
    static var secondGround: Self {
        .enabled(if: unsafe getenv("TARTAN_SECOND_GROUND") != nil, "needs the kernel of make test-kernel")
    }
}
