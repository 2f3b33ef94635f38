" Description: system calls without a run-time fallback, for ALE. Put this folder's parent (ale/) on 'runtimepath', or copy
" the file below ~/.vim/ale_linters. What is said is that of `sysfall scan`; :ALEDetail has the evidence.

call ale#Set('c_sysfall_executable', 'sysfall')
call ale#Set('c_sysfall_options', '')

function! ale_linters#c#sysfall#GetCommand(buffer) abort
    return '%e scan' . ale#Pad(ale#Var(a:buffer, 'c_sysfall_options')) . ' --stdin --stdin-filename %s'
endfunction

call ale#linter#Define('c', {
\   'name': 'sysfall',
\   'executable': {buffer -> ale#Var(buffer, 'c_sysfall_executable')},
\   'command': function('ale_linters#c#sysfall#GetCommand'),
\   'callback': 'ale#handlers#gcc#HandleGCCFormat',
\})
