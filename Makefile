# The one list of commands, for people and for CI.
BIN := .venv/bin
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --fork-strategy=fewest --group=build \
	--custom-compile-command="make lock" pyproject.toml

.PHONY: naive throughput scale stages reading run test check format docs bench lock upgrade clean help env-run env-dev

run: env-run  ## make the briefing of today from config.yaml (the samples in seeds/, until you change it)
	@$(BIN)/reporter run
	@[ -t 1 ] || echo "The briefing: $$(ls -t output/*/briefing.pdf | head -n 1)"

test: env-dev  ## run all tests
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

check: env-dev  ## lint, format, types, import contracts, generated documents
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs.py --check

format: env-dev  ## put the code into its format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: env-dev  ## regenerate the generated parts of docs/ and config.yaml
	$(BIN)/python docs.py

bench: env-dev  ## measure, as ratios in one run
	$(BIN)/python -m benchmarks $(filter-out bench,$(MAKECMDGOALS))

naive throughput scale stages reading:  # parts of `make bench`
	@:

lock: env-dev  ## write the lock files again after a change of pyproject.toml; releases that still fit stay
	$(LOCK) --output-file=requirements.lock $(NEWEST)
	$(LOCK) --output-file=requirements-dev.lock $(NEWEST) --extra=dev --constraints=requirements.lock

upgrade:  ## write the lock files again with the newest releases
	$(MAKE) lock NEWEST=--upgrade

clean:  ## remove the virtual environment and all caches; editions stay
	rm -rf .venv tests/web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile

env-run env-dev:
	@./bootstrap.sh $(@:env-%=%)
