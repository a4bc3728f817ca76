#compdef todo
# Completion of todo for zsh. Load it: source <(todo completion zsh)
_todo() {
  local -a rows items
  local row value
  rows=("${(@f)$(todo __complete "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  shift rows
  if [[ "${rows[1]}" == ":file" ]]; then
    _files
    return
  fi
  for row in "${rows[@]}"; do
    value="${row%%$'\t'*}"
    if [[ "$row" == *$'\t'* ]]; then
      items+=("${value//:/\\:}:${row#*$'\t'}")
    elif [[ -n "$row" ]]; then
      items+=("${value//:/\\:}")
    fi
  done
  _describe -V 'todo' items
}
if [[ "${funcstack[1]}" == "_todo" ]]; then
  _todo "$@"
else
  compdef _todo todo
fi
