import ArgumentParser

/// A shell that can complete command lines.
///
/// Its script is thin: it gives the words of the line to `tartanctl __complete`, and what that answers (`CompletionAnswer`)
/// to the shell. So the same is proposed everywhere, and a script stays right when commands change.
enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    // bash splits words at = and :, which belong to ours: what no blank separates is one word. Quotes and backslashes are
    // taken away, not evaluated: nothing on the line may run because somebody wants a word completed.
    private static let bashScript = #"""
        # bash completion of tartanctl
        _tartanctl() {
            local rest=${COMP_LINE:0:COMP_POINT} trimmed word line others i
            local words=() answer=()
            for ((i = 0; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                trimmed=${rest#"${rest%%[![:space:]]*}"}
                if ((i == 0)) || [[ $trimmed != "$rest" ]]; then words+=(''); fi
                case $trimmed in
                "$word"*) rest=${trimmed#"$word"} ;;
                *) word=$trimmed rest='' ;;
                esac
                words[${#words[@]} - 1]+=${word//[\"\'\\]/}
            done
            while IFS='' read -r line; do answer+=("$line"); done < <(
                "${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
            ((${#answer[@]})) || return
            others=${answer[${#answer[@]} - 1]}
            unset "answer[${#answer[@]} - 1]"
            COMPREPLY=()
            for line in "${answer[@]}"; do COMPREPLY+=("${line%%$'\t'*}"); done
            word=${COMP_WORDS[COMP_CWORD]}
            # Where = splits no words, a candidate has to be the whole word.
            if [[ $word == --*=* ]]; then COMPREPLY=("${COMPREPLY[@]/#/${word%%=*}=}"); fi
            case $others in
            :0) compopt -o default ;;
            :16) compopt -o dirnames ;;
            esac
        }
        complete -F _tartanctl tartanctl

        """#

    private static let zshScript = #"""
        #compdef tartanctl
        # zsh completion of tartanctl
        _tartanctl() {
            local -a answer candidates
            local line word note others
            answer=("${(@f)$("${(Q)words[1]}" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
            others=${answer[-1]}
            [[ $others == :* ]] || return 1
            for line in "${(@)answer[1,-2]}"; do
                word=${line%%$'\t'*} note=
                [[ $line == *$'\t'* ]] && note=:${line#*$'\t'}
                candidates+=("${word//:/\\:}$note")
            done
            # Of --output=json the value alone is completed.
            [[ $PREFIX == --*=* ]] && compset -P '*='
            local ret=1
            (($#candidates)) && _describe -V 'tartanctl' candidates && ret=0
            case $others in
            :0) ((ret)) && _files && ret=0 ;;
            :16) _files -/ && ret=0 ;;
            esac
            return ret
        }
        # Read by compinit from a folder of $fpath, or by the shell itself.
        if [[ $funcstack[1] == _tartanctl ]]; then _tartanctl "$@"; else compdef _tartanctl tartanctl; fi

        """#

    private static let fishScript = #"""
        # fish completion of tartanctl
        function __tartanctl_complete
            set -l words (commandline -opc)
            set -l last (commandline -ct)
            test -n "$last"; or set last ''
            set -l answer ($words[1] __complete $words[2..-1] $last 2>/dev/null)
            test (count $answer) -gt 0; or return
            # Of --output=json fish takes the whole word.
            set -l option (string match -r -- '^--[^=]*=' $last)
            for line in $answer[1..-2]
                printf '%s%s\n' "$option" $line
            end
            switch $answer[-1]
                case ':0'
                    test (count $answer) -gt 1; or __fish_complete_path (string replace -- "$option" '' $last)
                case ':16'
                    __fish_complete_directories (string replace -- "$option" '' $last) ''
            end
        end
        complete -c tartanctl -f -a '(__tartanctl_complete)'

        """#
}
