# Completion of todo for bash. Load it: source <(todo completion bash)
_todo() {
  local line="${COMP_LINE:0:COMP_POINT}" out word row value breaks prefix=""
  local -a rows=()
  COMPREPLY=()
  out="$(todo __complete "$line" 2>/dev/null)" || return 0
  [[ "$out" == *$'\n'* ]] || return 0
  word="${out%%$'\n'*}"
  out="${out#*$'\n'}"
  if [[ "$out" == :file* ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r row; do COMPREPLY+=("$row"); done < <(compgen -f -- "$word")
    return 0
  fi
  # Bash splits words at these, and replaces only what stands behind the last of them.
  breaks="${COMP_WORDBREAKS//[^=:]/}"
  if [[ -n "$breaks" && "$word" == *["$breaks"]* ]]; then
    prefix="${word%"${word##*["$breaks"]}"}"
  fi
  while IFS= read -r row; do rows+=("${row#"$prefix"}"); done <<<"$out"
  # A single candidate is inserted; several are listed with what they mean.
  if [[ ${#rows[@]} -eq 1 ]]; then
    COMPREPLY=("${rows[0]%%$'\t'*}")
    return 0
  fi
  for row in "${rows[@]}"; do
    value="${row%%$'\t'*}"
    if [[ "$row" == *$'\t'* ]]; then
      row="${row#*$'\t'}"
      COMPREPLY+=("$value  (${row:0:60})")
    else
      COMPREPLY+=("$value")
    fi
  done
}
complete -o nosort -F _todo todo 2>/dev/null || complete -F _todo todo
