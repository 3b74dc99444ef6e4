#!/bin/sh
# Runs the baselines over the development sets, or measures spaCy's speed.
# usage: run.sh --venv            make .venv with the pinned packages (needs PyPI)
#        run.sh [--shared DIR] [--only regex|spacy] [--keep DIR]
#                                 the table of scores, in Markdown
#        run.sh --speed [DIR]     spaCy's words per second on one core, DIR being the folder of the development data
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case "${1-}" in
--venv)
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" install --quiet --requirement "$here/requirements.txt" ;;
--speed)
    data=${2-$here/../../../shared}/data/polnear/dev.jsonl
    [ -e "$data" ] || { echo "run.sh: $data: not there; name the folder that holds data/" >&2; exit 2; }
    [ -x "$here/.venv/bin/python" ] || { echo "run.sh: no .venv; run $0 --venv first" >&2; exit 2; }
    exec taskset -c 0 "$here/.venv/bin/python" "$here/speed.py" "$data" ;;
--help|-h)
    sed -n '2,6s/^# //p' "$0" ;;
*)
    exec python3 "$here/evaluate.py" "$@" ;;
esac
