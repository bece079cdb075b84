# bash completion for lutf; made by `lutf help --format bash`; do not edit.
_lutf() {
	local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options=
	COMPREPLY=()
	if ((COMP_CWORD == 1)); then
		mapfile -t COMPREPLY < <(compgen -W 'run list master agent query lnetsim report version help' -- "$word")
		return
	fi
	case $previous in
	--topology | --setup | --agent-config | --socket | --tests | --key-file | -k | --master-config | --config | -c | --log) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
	--suites | --results | -r | --path) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
	--local | -l | --nics | --agent | --master | -m | --wait-for | --wait | --ssh | --agent-program | --suite | -s | --only | -o | --except | -x | --tag | -t | --jobs | -j | --timeout | --run-timeout | --repeat | --seed | --param | -p | --env | -e | --tests-id | --name | -n | --role | --address | -a | --port | --heartbeat | --memory) return ;;
	--lustre) mapfile -t COMPREPLY < <(compgen -W '2.17.0 2.15.8' -- "$word"); return ;;
	--lnet) mapfile -t COMPREPLY < <(compgen -W 'auto real simulated' -- "$word"); return ;;
	--reporter) mapfile -t COMPREPLY < <(compgen -W 'terminal lines' -- "$word"); return ;;
	esac
	case ${COMP_WORDS[1]} in
	run) options='--local --nics --topology --agent --setup --master --wait-for --wait --ssh --agent-config --lustre --lnet --agent-program --suite --only --except --tag --suites --tests --jobs --timeout --run-timeout --repeat --stop-on-failure --seed --param --env --results --tests-id --reporter --address --port --key-file --heartbeat --master-config --memory --help' ;;
	list) options='--suite --only --except --tag --suites --tests --help' ;;
	master) options='--env --address --port --key-file --key-stdin --heartbeat --config --daemon --log --memory --help' ;;
	agent) options='--master --name --role --path --key-file --key-stdin --heartbeat --config --no-supervisor --daemon --log --memory --help' ;;
	query) options='--master --key-file --key-stdin --help' ;;
	lnetsim) options='--local --nics --topology --lustre --socket --leash --seed --name --help' ;;
	report) options='--help' ;;
	version) options='--help' ;;
	help) options='run list master agent query lnetsim report version help' ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
}
complete -o default -F _lutf lutf
