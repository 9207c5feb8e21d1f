# Completion of pfl-events, pfl-audit and pfl-trace for bash.
#
# Nothing of them is written here: options are those that --help lists, and the values of an option are those that
# its own error message names.

# The options of a program, each with the word that --help has for its value: "--kind K[,K]", "--stats".
_pfl_options() {
    "$1" --help 2>/dev/null </dev/null | sed -n 's/^  \(--[a-z-]*\)\( [^ ]*\).*$/\1\2/p'
}

# What the answer to --format= lists: "" is none of text, json, html
_pfl_values() {
    "$1" "$2=" 2>&1 </dev/null | sed -n 's/^.*"" is none of:* //; s/,/ /gp'
}

_pfl_reply() { # COMPGEN-OPTION...
    mapfile -t COMPREPLY < <(compgen "$@")
}

_pfl() {
    local program=$1 word=$2 option='' takes='' name value before=''
    COMPREPLY=()
    # For readline the "=" of --format=te is a word.
    if [[ ${COMP_WORDS[COMP_CWORD]} == = ]]; then
        option=$3 word='' takes=VALUE
    elif [[ $3 == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]} takes=VALUE
    else
        option=$3
    fi
    while read -r name value; do
        [[ $name == "$option" && -n $value ]] && takes=$value
    done < <(_pfl_options "$program")

    if [[ -z $takes && $word == -* ]]; then
        _pfl_reply -W "$(_pfl_options "$program" | cut -d ' ' -f 1)" -- "$word"
    elif [[ -z $takes || $takes == STATE ]]; then
        _pfl_reply -f -- "$word"
        compopt -o filenames 2>/dev/null
    else
        [[ $word == *,* ]] && before=${word%,*},
        _pfl_reply -P "$before" -W "$(_pfl_values "$program" "$option")" -- "${word##*,}"
    fi
}

complete -F _pfl pfl-events pfl-audit pfl-trace
