# The commands of the house. `make demo` starts it, `make test` proves it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help tools setup demo test soak browser-test lint fmt bench bench-pure bench-peers

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

tools: ## is there what only the machine can give: Rust, a C compiler, Node, Python
	@command -v cargo >/dev/null || { echo "Rust is missing: https://rustup.rs, then cargo 1.95 or later" >&2; exit 1; }
	@command -v cc >/dev/null || { echo "a C compiler is missing: apt-get install build-essential" >&2; exit 1; }
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null \
	  || { echo "Node.js 20 or later is missing: apt-get install nodejs npm" >&2; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing: apt-get install npm" >&2; exit 1; }

setup: tools ## what the tests need: PostgreSQL, Chromium, Python and Node packages
	@command -v python3 >/dev/null || { echo "Python 3 is missing: apt-get install python3" >&2; exit 1; }
	tests/setup.sh

demo: tools ## build everything and start the demo ministry on http://127.0.0.1:8080
	cargo run --quiet -- demo

test: setup lint ## all checks and all tests
	@# a test that hangs ends the run and is named in it; nothing here takes half of that time
	INSTA_UPDATE=no timeout --foreground 45m cargo test --workspace --no-fail-fast
	@# with the program that these tests built; browser-test would build it again with other features of shared libraries
	cd tests/browser && timeout --foreground 30m node --test

soak: setup ## the long runs: twenty kills on each database, and every other test that has a long form
	MAJLIS_SOAK=1 INSTA_UPDATE=no cargo test --workspace --no-fail-fast -- --nocapture

browser-test: setup ## the story and every page in real browsers
	cargo build --quiet
	cd tests/browser && node --test

lint: tools ## format, clippy and documentation, warnings refused
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked --quiet

fmt: ## format
	cargo fmt --all

bench: tools ## benchmarks that need no foreign program
	cargo run --release --quiet -- bench

bench-pure: tools ## benchmarks of the rules alone, without database or network
	CARGO_TARGET_DIR=target cargo bench --locked --manifest-path benches/Cargo.toml

bench-peers: tools ## the planner against HiGHS, OR-tools and microlp on the same weeks, sixty seconds each
	tests/python.sh || echo "the Python peers could not be installed" >&2
	mkdir -p target/weeks
	cargo run --release --quiet -- bench-weeks target/weeks
	CARGO_TARGET_DIR=target cargo build --release --quiet --locked --manifest-path benches/Cargo.toml --bin peer
	@python=target/python/bin/python; [ -x "$$python" ] || python=python3; \
	for week in 40x40 200x60 400x80 2000x200; do for solver in highs ortools; do \
	  "$$python" tests/it/plan_peer.py "$$solver" time "target/weeks/plan_$$week.json" 60; done; \
	  target/release/peer "target/weeks/plan_$$week.json" 60; done
