# The commands of this project. `make help` lists them. Works with GNU make 3.81 and later (macOS ships that one).
PORT ?= 8501
HOST ?= 127.0.0.1
ARGS ?=
TARGET ?=
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo "$$name" && break; done)
UV := uv==0.13.9

BIN := .venv/bin
# A folder of wheels (made by `make wheelhouse`, carried into a closed network) is used instead of any package index.
WHEELS := $(if $(wildcard wheels/*.whl),--no-index --find-links wheels)
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes --only-binary :all: $(WHEELS)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-header --no-annotate --no-emit-index-url

.PHONY: help run serve postgresql spark test test-postgres test-spark check format bench look audit licences wheelhouse lock clean
help: ## what can be done here
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

run: .venv/run.stamp ## start the dashboard on http://127.0.0.1:8501 (PORT=, HOST= change that)
	@$(BIN)/python -m data demo --if-empty
	@exec $(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.address $(HOST)

serve: .venv/run.stamp ## several processes behind nginx on http://127.0.0.1:8501 (PROCESSES=, PORT=, HOST=)
	@$(BIN)/python -m data demo --if-empty
	@exec $(BIN)/python -m components.ui.several --port $(PORT) --host $(HOST) $(if $(PROCESSES),--processes $(PROCESSES))

postgresql: .venv/run.stamp ## the driver for a store on a PostgreSQL server
	@$(INSTALL) -r requirements-postgresql.lock

spark: .venv/run.stamp ## PySpark, for files that do not fit one machine (needs Java 17)
	@$(INSTALL) --no-binary pyspark -r requirements-spark.lock

# The browser's apart: Playwright leaves a loop of asyncio running in its process, in which no test could start another.
test: .venv/dev.stamp ## all tests, the browser's too (ARGS= goes to pytest)
	@CHROMIUM="$$($(BIN)/python -m tests.browser.chromium --get)" && export CHROMIUM && \
	$(if $(ARGS),$(BIN)/python -m pytest $(ARGS),$(BIN)/python -m pytest -n auto --dist loadfile -m "not browser and not alone" && \
	$(BIN)/python -m pytest -n auto --dist loadfile -m "browser and not alone" && $(BIN)/python -m pytest -m alone)

# What reaches the store, again on a real PostgreSQL of its own that is gone afterwards.
ON_POSTGRESQL := tests/data/test_postgresql.py tests/data/test_moving.py tests/data/test_store.py tests/data/test_migrations.py \
	tests/data/test_summaries.py tests/data/test_checking.py tests/data/test_disclosure.py tests/data/test_access.py \
	tests/data/test_audit.py tests/data/test_briefings.py tests/data/test_drafts.py tests/data/queries \
	tests/data/suppression tests/data/identity/test_payments_stay.py tests/data/importing/test_importing_payments.py \
	tests/data/importing/test_editions.py tests/data/importing/test_faults.py tests/data/importing/test_ledger.py \
	tests/data/importing/test_digital.py tests/data/importing/test_entering.py
test-postgres: .venv/dev.stamp ## the tests of store, files, questions and migrations on a real PostgreSQL
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest $(if $(ARGS),$(ARGS),-n auto --dist loadfile $(ON_POSTGRESQL))

test-spark: .venv/dev.stamp spark ## one machine and Spark say the same, by Spark itself (two minutes; needs Java 17)
	@$(BIN)/python -m pytest tests/data/importing/test_spark.py $(ARGS)

check: .venv/dev.stamp ## style, types, and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: .venv/dev.stamp ## put the code into the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/dev.stamp ## the benchmarks: JSON, and a report with pictures in bench/
	@CHROMIUM="$$($(BIN)/python -m tests.browser.chromium --get)" && export CHROMIUM && $(BIN)/python -m tests.benchmarks $(ARGS)

look: .venv/dev.stamp ## photograph every page into look/, outside hosts blocked
	@CHROMIUM="$$($(BIN)/python -m tests.browser.chromium --get)" && export CHROMIUM && $(BIN)/python -m tests.browser.look $(ARGS)

audit: .venv/dev.stamp ## known weaknesses of the dependencies; status 3 = could not be asked, which is no all-clear
	@$(BIN)/python .ci/audit.py

licences: .venv/dev.stamp ## licences of all dependencies, from their own metadata
	@$(BIN)/python .ci/licences.py

wheelhouse: .venv/dev.stamp ## one archive for a closed network (TARGET=linux, windows or macos; this machine's if not said)
	@$(BIN)/python .ci/wheelhouse.py $(TARGET)

lock: .venv/dev.stamp ## requirements*.txt into requirements*.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet $(UV)
	@$(LOCK) -o requirements.lock requirements.txt
	@$(LOCK) -c requirements.lock -o requirements-postgresql.lock requirements-postgresql.txt
	@$(LOCK) --no-binary pyspark -c requirements.lock -o requirements-spark.lock requirements-spark.txt
	@$(LOCK) -c requirements.lock -c requirements-postgresql.lock -o requirements-dev.lock requirements-dev.txt

clean: ## remove what make made; the store in data/store stays
	rm -rf .venv dist look bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: requirements.lock | .venv/pyvenv.cfg
	@echo "설치 중 · installing what the product runs on (first time: a few minutes)"
	@$(INSTALL) -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/pyvenv.cfg
	@echo "설치 중 · installing what the tests and checks need (first time: a few minutes)"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11이 필요합니다. Python 3.11 is needed; python3 here is: $$(python3 --version 2>&1)"; \
	echo "Debian 12: apt-get install python3 python3-venv   macOS: brew install python@3.11   make PYTHON=/path/to/python3.11"; \
	exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	{ echo "Python 3.11이 필요합니다. Python 3.11 is needed; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "가상환경을 만들 수 없습니다. $(PYTHON) cannot make an environment: apt-get install python3-venv (or python3.11-venv)"; exit 1; }
	@"$(PYTHON)" -m venv .venv
