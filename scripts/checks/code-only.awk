# Removes comments and the contents of string literals from Swift source, and keeps its lines and braces,
# so that what is searched afterwards is code. Interpolations go with their literal.

BEGIN { block = 0; text = 0 }

{
    line = $0; kept = ""; i = 1; n = length(line)
    while (i <= n) {
        two = substr(line, i, 2); three = substr(line, i, 3); one = substr(line, i, 1)
        if (block > 0) {
            if (two == "*/") { block--; i += 2 } else if (two == "/*") { block++; i += 2 } else i++
        } else if (text) {
            if (three == "\"\"\"") { text = 0; kept = kept "\"\""; i += 3 } else if (one == "\\") i += 2; else i++
        } else if (two == "//") break
        else if (two == "/*") { block++; i += 2 }
        else if (three == "\"\"\"") { text = 1; i += 3 }
        else if (one == "\"" || two == "#\"") { i = after(line, i); kept = kept "\"\"" }
        else { kept = kept one; i++ }
    }
    print kept
}

# The place after the one-line literal that begins at `from`. `\(` … `)` may hold literals of its own.
function after(line, from,    i, n, hash, depth, c) {
    n = length(line); i = from
    hash = (substr(line, i, 1) == "#"); if (hash) i++
    depth = 0
    for (i++; i <= n; i++) {
        c = substr(line, i, 1)
        if (!hash && c == "\\") { i++; if (substr(line, i, 1) == "(") depth++ }
        else if (depth > 0 && c == "\"") i = after(line, i) - 1
        else if (depth > 0 && c == "(") depth++
        else if (depth > 0 && c == ")") depth--
        else if (depth == 0 && c == "\"" && (!hash || substr(line, i + 1, 1) == "#")) return i + 1 + hash
    }
    return n + 1
}
