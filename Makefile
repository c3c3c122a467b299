# Concordat. `make` lists what there is; every target works from a fresh clone.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PACKAGES := libxml2-dev libsqlite3-dev zlib1g-dev pkg-config socat
TEST_PACKAGES := python3 python3-venv raptor2-utils serdi
ORACLES := .build-oracles
RUN := .run
TERMCTL := .build/release/termctl
TARGET := turtle
SECONDS := 60

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

# install PACKAGE ...: what is missing of them; uses sudo unless root.
define install
	@missing=(); for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  run=; [ "$$(id -u)" = 0 ] || run=sudo; \
	  $$run apt-get update -qq; \
	  $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}"; \
	fi
endef

.PHONY: deps
deps: ## Install the system libraries that are missing (Debian; uses sudo unless root)
	$(call install,$(PACKAGES))

.PHONY: oracles
oracles: ## Set up the independent RDF programs that tests compare with (pyoxigraph, PyLD, Skosify, python-docx, rapper, serdi)
	$(call install,$(TEST_PACKAGES))
	@if ! $(ORACLES)/bin/python -c 'import pyoxigraph, pyld, skosify, docx' 2>/dev/null; then \
	  { python3 -m venv $(ORACLES) && $(ORACLES)/bin/pip install -q pyoxigraph PyLD skosify python-docx; } >/dev/null 2>&1 \
	    || echo "oracles: pyoxigraph cannot be installed here; the tests that need it are skipped"; \
	fi

.PHONY: build
build: deps ## Build termctl for use (release)
	swift build -c release --product termctl

.PHONY: run
run: build ## Make a store with the example vocabulary, serve it, and say what to try
	@./Scripts/demo $(TERMCTL) $(RUN)

.PHONY: test
test: deps oracles ## Build and run all tests
	swift build --build-tests
	./Scripts/test

.PHONY: test-release
test-release: build deps oracles ## Run the end-to-end tests with the release build, which the optimiser may have broken
	swift build --build-tests
	TERMCTL=$(CURDIR)/$(TERMCTL) ./Scripts/test --filter EndToEndTests

.PHONY: check
check: format lint test ## Everything that must hold before a commit: format, lint, build, test

.PHONY: format
format: ## Format all sources in place
	swift format format --in-place --recursive --parallel Package.swift Sources Tests Fuzz Benchmarks

.PHONY: lint
lint: ## Report what the style forbids
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz Benchmarks
	./Scripts/lint

.PHONY: spec
spec: ## Write the generated parts of spec/ anew from the declarations
	swift build --build-tests
	CONCORDAT_WRITE_SPEC=1 swift test --skip-build --filter ProtocolDocument

.PHONY: bench
bench: deps oracles ## Measure against the peers and print the ratios
	./Benchmarks/run

.PHONY: fuzz
fuzz: deps ## Feed a parser with damaged input for a while: TARGET=turtle SECONDS=60
	./Fuzz/run $(TARGET) $(SECONDS)

.PHONY: fuzz-all
fuzz-all: deps ## The same for every target, one after another: SECONDS=60 for each
	./Fuzz/run all $(SECONDS)

.PHONY: docs
docs: deps ## Build the documentation of RDF into .build/docs
	CONCORDAT_DOCS=1 swift package --scratch-path .build-docs --allow-writing-to-directory .build/docs \
	  generate-documentation --target RDF --output-path .build/docs --transform-for-static-hosting

.PHONY: man
man: build ## Write the manual page .build/termctl.1 from the commands
	.build/release/termctl --experimental-dump-help | ./Scripts/man-page.py > .build/termctl.1

.PHONY: clean
clean: ## Remove everything that was built, and the demonstration's store
	rm -rf .build .build-* $(RUN)
