# Reads code without comments and literals, and reports each function that is longer than `most` lines, by its braces.

BEGIN { depth = 0; open = 0; waiting = 0 }

{
    if ($0 ~ /(^|[^A-Za-z0-9_.])(func [^ ]|init[?]?[(<]|deinit( |$)|subscript[(<])/ && $0 !~ /(self|super)\.init/) {
        waiting = 1; begins = NR; name = $0; sub(/^ */, "", name); sub(/[ {]*$/, "", name)
    }
    n = length($0)
    for (i = 1; i <= n; i++) {
        c = substr($0, i, 1)
        if (c == "{") {
            depth++
            if (waiting) { waiting = 0; open++; level[open] = depth; from[open] = begins; called[open] = name }
        } else if (c == "}") {
            if (open > 0 && depth == level[open]) {
                lines = NR - from[open] + 1
                if (lines > most)
                    printf "%s:%d: %d lines, and %d are allowed in a function: %s\n",
                        file, from[open], lines, most, called[open]
                open--
            }
            # A requirement of a protocol has no body to wait for.
            waiting = 0
            depth--
        }
    }
}
