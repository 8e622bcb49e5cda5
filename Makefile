# Tartan. `make` or `make help` lists what there is. Every target does its own set-up: nothing has to be run before it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build demo demo-canal test test-kernel test-kubernetes test-agent agent check bench man install clean

PREFIX ?= /usr/local
DESTDIR ?=
CNI_BIN_DIR ?= /opt/cni/bin
UNIT_DIR ?= /usr/lib/systemd/system
MAN_DIR ?= $(PREFIX)/share/man
BASH_DIR ?= $(PREFIX)/share/bash-completion/completions
ZSH_DIR ?= $(PREFIX)/share/zsh/site-functions
FISH_DIR ?= $(PREFIX)/share/fish/vendor_completions.d

help: ## list the targets
	@echo 'Tartan, a CNI meta-plugin. Targets:'
	@awk -F ': .*## ' '/^[a-z-]+: .*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo 'Variables:'
	@echo '  test, test-kernel, test-kubernetes, test-agent  FILTER=NAME   only the tests whose name matches'
	@echo '  check        ONLY=NAME            one check (make check ONLY=help lists them)'
	@echo '  bench        SHOW_FLOOR=1         print what is measured against'
	@echo '               PEER=FILE PEER_CONFIG=FILE   the same work through another meta-plugin'
	@echo '               PAIRS=N              how many pairs each row takes (at least 30)'
	@echo '               ONLY=validate        only the rows of tartanctl validate'
	@echo '               ONLY=networks        only a chain of four, and the five cluster networks'
	@echo '  install      DESTDIR= PREFIX=$(PREFIX) CNI_BIN_DIR=$(CNI_BIN_DIR) UNIT_DIR=$(UNIT_DIR)'
	@echo '               MAN_DIR= BASH_DIR= ZSH_DIR= FISH_DIR=   beneath PREFIX/share, if not given'

setup: ## install what is needed and missing (apt; every other target does it by itself)
	@scripts/setup

build: setup ## build bin/tartan and bin/tartanctl: fully static, stripped, checked
	@scripts/build

demo: setup ## two pods on several networks, attached, looked at, detached again (root)
	@scripts/demo

demo-canal: setup ## Flannel with policy on two nodes: chain, overlay, failure, reboot (root)
	@scripts/demo-canal

test: setup ## run all tests; the last line counts them (root for those with network namespaces)
	@scripts/setup test
	@scripts/test $(if $(FILTER),--filter '$(FILTER)')

# Its tests are not in make test's count: each ground runs its own.
test-kernel: setup ## run the tests that need Debian's kernel (ipvlan, vlan, vrf, bond) in a virtual machine
	@scripts/setup kernel
	@scripts/test-kernel $(if $(FILTER),--filter '$(FILTER)')

test-kubernetes: setup ## run the tests on a real cluster of one node, built from Debian's packages (root)
	@scripts/setup kubernetes
	@scripts/test-kubernetes $(if $(FILTER),--filter '$(FILTER)')

agent: setup ## build bin/tartan-agent, which keeps the store equal to a cluster: fully static, stripped
	@scripts/agent build

test-agent: build ## run the agent's tests, before an API server of their own
	@scripts/agent test $(if $(FILTER),--filter '$(FILTER)')

check: setup ## format, sizes, import rules, warnings, forbidden words
	@scripts/check $(ONLY)

bench: setup ## measure every budget of the design against its floor (root)
	@SHOW_FLOOR='$(SHOW_FLOOR)' PEER='$(PEER)' PEER_CONFIG='$(PEER_CONFIG)' PAIRS='$(PAIRS)' ONLY='$(ONLY)' scripts/bench

# Of the day of the last commit, so that the same source makes the same pages.
man: build ## write the manual pages into bin/man
	rm -rf bin/man
	SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || true)}" bin/tartanctl man bin/man

# The plugin goes where runtimes look for plugins, the command line where people look for commands.
install: man ## install plugin, command line, completion, manual pages, the collector's systemd units
	install -D -m 0755 bin/tartan '$(DESTDIR)$(CNI_BIN_DIR)/tartan'
	install -D -m 0755 bin/tartanctl '$(DESTDIR)$(PREFIX)/bin/tartanctl'
	ln -sf tartanctl '$(DESTDIR)$(PREFIX)/bin/kubectl-tartan'
	install -m 0755 samples/kubectl/kubectl_complete-tartan '$(DESTDIR)$(PREFIX)/bin/kubectl_complete-tartan'
	install -d '$(DESTDIR)$(BASH_DIR)' '$(DESTDIR)$(ZSH_DIR)' '$(DESTDIR)$(FISH_DIR)' '$(DESTDIR)$(MAN_DIR)/man1'
	bin/tartanctl completion bash | install -m 0644 /dev/stdin '$(DESTDIR)$(BASH_DIR)/tartanctl'
	bin/tartanctl completion zsh | install -m 0644 /dev/stdin '$(DESTDIR)$(ZSH_DIR)/_tartanctl'
	bin/tartanctl completion fish | install -m 0644 /dev/stdin '$(DESTDIR)$(FISH_DIR)/tartanctl.fish'
	install -m 0644 bin/man/*.1 '$(DESTDIR)$(MAN_DIR)/man1/'
	ln -sf tartanctl.1 '$(DESTDIR)$(MAN_DIR)/man1/kubectl-tartan.1'
	install -d '$(DESTDIR)$(UNIT_DIR)'
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' samples/systemd/tartan-gc.service >'$(DESTDIR)$(UNIT_DIR)/tartan-gc.service'
	install -m 0644 samples/systemd/tartan-gc.timer '$(DESTDIR)$(UNIT_DIR)/tartan-gc.timer'
	@echo 'Installed. To use it:'
	@echo '  the configuration of the runtime   samples/cni/00-tartan.conflist -> /etc/cni/net.d/'
	@echo '  the cluster network                samples/cni/10-cluster.conflist -> /etc/cni/tartan.d/'
	@echo '  the collector                      systemctl enable --now tartan-gc.timer'

clean: ## remove everything that was built
	rm -rf .build .build-release .build-check .build-bench .build-kernel .build-agent .build-agent-tests bin
