# Completion of todo for fish. Load it: todo completion fish | source
function __todo_complete
    set -l rows (todo __complete (commandline -cp | string collect) 2>/dev/null)
    if test "$rows[2]" = ":file"
        __fish_complete_path (commandline -ct)
    else if test (count $rows) -gt 1
        printf '%s\n' $rows[2..-1]
    end
end
complete -c todo -f -a '(__todo_complete)'
