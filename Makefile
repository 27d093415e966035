# 常用：make run 打开写作界面，make test 全部检查，make demo 不用界面做一遍。

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$python >/dev/null && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$python && break; done)
VENV := .venv
BUNDLE_VENV := .venv-bundle
BIN := $(VENV)/bin
BUNDLE_PIP := $(BUNDLE_VENV)/bin/python -m pip --disable-pip-version-check --quiet
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run demo office-demo test lint types layers house unit torture bench bench-fit bench-office screenshots snapshots bundle wheelhouse bundle-test release mcp lock clean

run: $(VENV)/ready
	@if [ ! -t 0 ] || [ ! -t 1 ]; then \
		echo '写作界面要在终端里打开；没有终端时请运行 make demo' >&2; exit 2; fi
	@$(BIN)/wengao init sample >/dev/null
	@$(BIN)/wengao --workspace sample index
	@$(BIN)/wengao --workspace sample

demo: $(VENV)/ready
	@$(BIN)/wengao demo -o out

# 办公室：三个节点的集群、网关、送交语料、起草，中途断一个节点，出 Word。要 Java 17 和 mvn，第一次要取 60 MB。
office-demo: $(VENV)/ready-for-tests
	@$(BIN)/python tools/office_demo.py

test: lint types layers unit

lint: $(VENV)/ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-for-tests
	$(BIN)/mypy

layers: $(VENV)/ready-for-tests
	$(BIN)/lint-imports

# 各处的大小：文件、行、引用、圈、大类、没有理由的数值。
house: $(VENV)/ready-for-tests
	$(BIN)/python tools/house.py

unit: $(VENV)/ready-for-tests
	@bash tools/system-packages.sh
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# 写作的进程各杀 200 次：写到一半、磁盘截断；时钟乱跳、工作区被移走。说出损坏几篇、最多丢多少字。
torture: $(VENV)/ready-for-tests
	$(BIN)/python -m tests.drafts.torture.editing_under_fire --runs 200
	$(BIN)/python -m tests.drafts.torture.moving_under_fire --runs 200

# 检索的速度和质量，与 Whoosh、FTS5、bm25s、tantivy 在同一次运行里比（后两个另装，见 requirements-bench.lock）。
bench: $(VENV)/ready-for-bench
	$(BIN)/python benchmarks/retrieval.py

# 单位的集群和自带的引擎，在同一次运行里比；要有 Java 17 和 Maven。
bench-office: $(VENV)/ready-for-tests
	$(BIN)/python benchmarks/office.py --stard 2000

# 参考和填充选得准不准：在评过的部分上逐篇留出来试。
bench-fit: $(VENV)/ready-for-tests
	$(BIN)/python benchmarks/fit.py

# 界面各屏的图，放在 docs/pictures。
screenshots: $(VENV)/ready
	$(BIN)/python tools/screenshots.py docs/pictures

# 界面有意改动之后，重做 tests/tui/snapshots 里各屏的样子；先看清 git diff 再提交。
snapshots: $(VENV)/ready-for-tests
	WENGAO_RENEW_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/tui/test_snapshots.py

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo '需要 Python 3.11 或更新的版本' >&2; exit 2; fi
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src/wengao
	@touch $@

$(VENV)/ready-for-tests: requirements-dev.lock $(VENV)/ready
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/ready-for-bench: requirements-bench.lock $(VENV)/ready
	$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# 接智能助手（wengao mcp）要用的部件；它带来二十多个别的，所以不在 requirements.lock 里。
mcp: $(VENV)/ready
	$(PIP) install --require-hashes -r requirements-mcp.lock

# 不用装 Python 的一份：dist/ 里一个文件夹、一个压缩包，给与本机同一种、不比本机旧的系统；bundle-test 照着用一遍。
bundle: $(BUNDLE_VENV)/ready
	$(BUNDLE_PIP) install --no-deps --no-build-isolation --force-reinstall .
	$(BUNDLE_VENV)/bin/python tools/bundle/make.py dist

# 有 Python、不联网的电脑用的：dist/ 里给 Windows、Linux（x86_64、aarch64）各一个压缩包，里面有全部部件和安装脚本。
wheelhouse: $(BUNDLE_VENV)/ready
	$(BUNDLE_PIP) install --no-deps --no-build-isolation --force-reinstall .
	$(BUNDLE_VENV)/bin/python tools/wheelhouse/make.py dist

bundle-test: $(VENV)/ready-for-tests
	WENGAO_BUNDLE="$$(ls -td dist/wengao-*/ 2>/dev/null | head -1)" \
	WENGAO_WHEELHOUSE="$$(ls -t dist/wengao-*-wheels-linux-$$(uname -m).tar.gz 2>/dev/null | head -1)" \
		$(BIN)/python -m pytest -q tests/bundle

$(BUNDLE_VENV)/ready: requirements-bundle.lock
	@if [ -z "$(PYTHON)" ]; then echo '需要 Python 3.11 或更新的版本' >&2; exit 2; fi
	$(PYTHON) -m venv $(BUNDLE_VENV)
	$(BUNDLE_PIP) install --require-hashes -r requirements-bundle.lock
	@touch $@

# 发布：做出 sdist 和 wheel，在干净的地方解开、装上，跑 sdist 自己的测试；TESTS=tests/cli 只跑一部分。版本只写在 src/wengao/__init__.py。
release: $(VENV)/ready-for-tests
	$(BIN)/python tools/release.py dist $(TESTS)

# 依赖变动之后重做五份锁定文件（要有 uv）。
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --extra serve --extra office --group build --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --extra serve --extra office --extra mcp --group build --group test --constraints requirements.lock --output-file requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --extra mcp --constraints requirements.lock --output-file requirements-mcp.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --extra serve --extra office --group build --group bench --constraints requirements.lock --output-file requirements-bench.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		pyproject.toml --extra serve --extra office --group build --group bundle --constraints requirements.lock --output-file requirements-bundle.lock

clean:
	rm -rf $(VENV) $(BUNDLE_VENV) out sample dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
