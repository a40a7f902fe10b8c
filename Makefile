# The one list of commands, for people and for CI.
BIN := .venv/bin

.PHONY: run test check format docs bench clean help

run: .venv/.run  ## make the briefing of today from config.yaml (the samples in seeds/, until you change it)
	@$(BIN)/reporter run
	@[ -t 1 ] || echo "The briefing: $$(ls -t output/*/briefing.pdf | head -n 1)"

test: .venv/.dev  ## run all tests
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

check: .venv/.dev  ## lint, format, types, import contracts, generated documents
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs.py --check

format: .venv/.dev  ## put the code into its format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: .venv/.dev  ## regenerate the generated parts of docs/ and config.yaml
	$(BIN)/python docs.py

bench: .venv/.dev  ## measure, as ratios in one run
	$(BIN)/python -m benchmarks

clean:  ## remove the virtual environment and all caches; editions stay
	rm -rf .venv tests/web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile

.venv/.run: pyproject.toml bootstrap.sh
	@./bootstrap.sh run

.venv/.dev: pyproject.toml bootstrap.sh tests/web/package-lock.json
	@./bootstrap.sh dev
