# The habits of daily work. `make run` and `make test` are all that a fresh machine needs.

SHELL := /bin/sh
PREFIX ?= /usr/local
DESTDIR ?=
BINARY := .build/release/edgesync
SOURCES := Package.swift Sources Tests Benchmarks themes

# The standard library is linked in, so that the binary runs where no Swift is installed. Nothing loads the binary as a
# library: without a table of its symbols for that, it is 1.5 MB smaller.
RELEASE := -c release --static-swift-stdlib -Xlinker --strip-all -Xlinker --no-export-dynamic --product edgesync

# What `edgesync --version` names: the build is told, so that it needs no git and leaves nothing behind.
COMMIT ?= $(shell git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)

.DEFAULT_GOAL := build
.PHONY: run demo build check test sanitize fault-injection torture lint format bench install uninstall deb deb-check \
  screenshots setup clean

## run: install what is missing, build, and open the console (REPO=DIR, or on a practice pair)
run: build
	@if [ -n "$(REPO)" ]; then exec $(BINARY) review -C "$(REPO)"; else exec $(BINARY) demo .build/practice; fi

## demo: the console on a practice pair made anew
demo: build
	@rm -rf .build/practice
	@exec $(BINARY) demo .build/practice

## build: the release binary, at .build/release/edgesync
build: setup
	@Scripts/setup --release
	@EDGESYNC_BUILD_COMMIT="$(COMMIT)" swift build $(RELEASE)

## check: what takes a minute after a small change: lint, and the tests that start no process
check: lint
	@swift test --skip-build --quiet --filter '$(IN_MEMORY)'

# Rooms whose tests start next to no process, and what of the others' does.
IN_MEMORY := ^(TextTests|TerminalTests|RulesTests|ReportsTests|ConsoleTests\.([A-Za-z]*UpdateTests|KeyCoverage|Configuration|Theme|LiveLog|Validation|ListingGate))

## test: all tests
test: setup
	@Scripts/setup --tests
	@swift test --skip ChecksTests
	@swift test --skip-build --filter ChecksTests

## sanitize: all tests once more, under the address and the thread sanitizer (KIND= for one, FILTER= for some)
sanitize: setup
	@Scripts/setup --tests
	@for kind in $(or $(KIND),address thread); do Scripts/sanitize $$kind "$(FILTER)" || exit 1; done

## fault-injection: the long form of the tests' kills, errors and the like (SEED=1 HOURS=2 or MINUTES=, SUITE= CASE=)
fault-injection: build
	@swift build -c release --static-swift-stdlib --product fault-injection
	@.build/release/fault-injection --seed $(or $(SEED),1) \
	  --minutes $(or $(MINUTES),$(shell expr $(or $(HOURS),2) \* 60)) \
	  $(addprefix --suite ,$(or $(SUITE),$(PART))) $(if $(CASE),--case '$(CASE)')

# Its name of before.
torture: fault-injection

## lint: formatting as it should be, and no warning (a warning is an error, see Package.swift)
lint: setup
	@swift format lint --strict --recursive $(SOURCES)
	@swift build --build-tests

## format: put formatting right
format:
	@swift format --in-place --recursive $(SOURCES)

## bench: how edgesync compares with its peers (UPSTREAM=DIR for a clone of git/git, ROUNDS=, PARTS=)
bench: build
	@Benchmarks/run $(addprefix --only ,$(PARTS))

## install: the program, manual pages, completions, schemas, themes and user units, below PREFIX
install: build
	@Scripts/files $(BINARY) "$(DESTDIR)" "$(PREFIX)"

## uninstall: remove them
uninstall:
	@rm -rf "$(DESTDIR)$(PREFIX)/share/edgesync"
	@rm -f "$(DESTDIR)$(PREFIX)/bin/edgesync" "$(DESTDIR)$(PREFIX)"/share/man/man[15]/edgesync[-.]*.gz \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/edgesync" \
	  "$(DESTDIR)$(PREFIX)"/share/zsh/*/_edgesync \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/edgesync.fish" \
	  "$(DESTDIR)$(PREFIX)"/lib/systemd/user/edgesync-daily@.*

## deb: the Debian package, at .build/deb/
deb: build
	@Scripts/deb $(BINARY) .build/deb

## deb-check: install that package in a Debian 12 made by debootstrap, and try it there (root)
deb-check: deb
	@Scripts/deb-check .build/deb/edgesync_*.deb

## screenshots: draw the README's pictures anew, from the screen in memory
# Checks run in them as after a person's yes, which is kept beside the pictures and not among the user's own.
screenshots: DRAW = SOURCE_DATE_EPOCH=1794816000 XDG_STATE_HOME="$(CURDIR)/.build/pictures/state" $(BINARY)
screenshots: build
	@rm -rf .build/pictures && mkdir -p .build/pictures
	@$(DRAW) demo --no-open .build/pictures/demo
	@$(DRAW) screenshot -C .build/pictures/demo/platform-edge \
	  --size 140x36 --keys "down,down" docs/console.svg
	@$(DRAW) screenshot -C .build/pictures/demo/platform-edge \
	  --size 100x30 --theme nord --keys "v,enter,p" docs/pin.svg

setup:
	@Scripts/setup

clean:
	@rm -rf .build
