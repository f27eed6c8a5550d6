# Prints the words that zsh offers after $2 with the script $1: a shell at a terminal of its own presses tab,
# and `compadd`, through which all completion goes, says what it was given.
zmodload zsh/zpty
zpty shell zsh -f -i
seen=
upto() {
  local part
  while zpty -r shell part; do seen+=$part; [[ $part == *$1* ]] && return; done
}
zpty -w shell "autoload -Uz compinit; compinit -uD; source ${(q)1}"'
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"; (( $#hits )) && print -rl -- "" OFFERED:${^hits}
}
bindkey "^I" complete-word; stop() { print; print EN""DED; exit }; comppostfuncs=(stop); print REA""DY'
upto READY
seen=
zpty -w -n shell "$2"$'\t'
upto ENDED
print -r -- "$seen" | grep -o 'OFFERED:[^ ]*' | tr -d '\r' | cut -d: -f2-
