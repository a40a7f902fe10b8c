# All commands, for people and for CI.
BIN := .venv/bin
# Their licences are explained in docs/licences.md.
COPYLEFT = docutils minisbd pyarabic pycountry pyphen python-bidi python-crontab tld
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --fork-strategy=fewest --group=build \
	--custom-compile-command="make lock" pyproject.toml

.PHONY: run test check format docs bench lock upgrade audit package container fresh clean help env-run env-dev
.PHONY: naive printing throughput scale shards stages reading feeds sweep doubt fetching stories archive approval desk holds

run: env-run  ## make today's briefing from config.yaml (the samples in seeds/, until you change it)
	@$(BIN)/reporter run
	@[ -t 1 ] || echo "The briefing: $$(ls -t output/*/briefing.pdf | head -n 1)"

test: env-dev  ## run all tests
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

check: env-dev  ## lint, format, types, import contracts, generated documents
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs.py --check

format: env-dev  ## format the code
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: env-dev  ## regenerate the generated parts of docs/ and config.yaml
	$(BIN)/python docs.py

bench: env-dev  ## run all benchmarks, or those named after it (`make bench reading`)
	$(BIN)/python -m benchmarks $(filter-out bench,$(MAKECMDGOALS))

naive printing throughput scale shards stages reading feeds sweep doubt fetching stories archive approval desk holds:  # names for `make bench`
	@:

lock: env-dev  ## update the lock files after a change of pyproject.toml; keep releases that still fit
	$(LOCK) --output-file=requirements.lock $(NEWEST)
	$(LOCK) --output-file=requirements-dev.lock $(NEWEST) --extra=dev --constraints=requirements.lock

upgrade:  ## update the lock files to the newest releases
	$(MAKE) lock NEWEST=--upgrade

audit: env-dev  ## look for known vulnerabilities and unexpected licences in what is installed (uses the network)
	$(BIN)/uvx pip-licenses --python=$(BIN)/python --from=mixed --partial-match --summary \
		--fail-on="GPL;General Public License;UNKNOWN" --ignore-packages $(COPYLEFT)
	$(BIN)/uvx pip-audit --strict --disable-pip --require-hashes --requirement requirements-dev.lock

package: env-dev  ## build the wheel and the sdist in dist/, and try both on every Python that is installed
	./package.sh

container:  ## build the container images and run reporter's (root, podman, debootstrap)
	./container/try.sh

fresh:  ## try `make run` and `make test` on a bare Debian (root, debootstrap); SUITE=trixie for Debian 13
	./fresh.sh $(SUITE)

clean:  ## remove the virtual environment and all caches; keep editions
	rm -rf .venv tests/web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile

env-run env-dev:
	@./bootstrap.sh $(@:env-%=%)
