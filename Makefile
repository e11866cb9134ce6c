# SPDX-License-Identifier: GPL-2.0-or-later
# make			build/pageck
# make check		unit tests, fixtures and command-line tests; SAN=1 under ASan and UBSan
# make check-kernel	the same program on real kernel trees (tests/kernel/)
# make check-patches	many more mails and patches as git and as presubmit reads them (PATCHES, SEED)
# make prove		what is called true, on Debian's kernels under qemu (docs/prove.md)
# make check-report	the HTML report in a headless Chromium (tests/report/)
# make check-fresh	bootstrap in a bare chroot (tests/fresh/); DIST="bookworm trixie"
# make bench		what the figures in docs/ are made from (tests/bench/)
# make install		below PREFIX, itself below DESTDIR; make uninstall takes it away
# make deb		a Debian package of what is committed, in $(O)/deb (dpkg-dev, debhelper)
# O=DIR builds in DIR (default: build, and build-san with SAN=1); CC=clang-19 works too;
# V=1 shows the commands

ifdef SAN
O ?= build-san
endif
O ?= build
ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
# Headers of any libclang from 17 on will do: pageck loads whichever there is when it runs.
LLVM_INCLUDE ?= $(patsubst %/clang-c/Index.h,%,$(firstword $(wildcard \
	$(foreach v,19 22 21 20 18 17,/usr/lib/llvm-$(v)/include/clang-c/Index.h))))

CFLAGS ?= -O2 -g
WERROR ?= -Werror
WARN := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla $(WERROR)
ALL_CFLAGS := -std=gnu11 -D_GNU_SOURCE $(WARN) $(CPPFLAGS) $(CFLAGS) -Ichecker -I$(O) $(LLVM_INCLUDE:%=-isystem %) \
	-DPAGECK_RULES_DIR='"$(PREFIX)/share/pageck/rules"'
# kbuild starts pageck once a file, and each shared library costs a start 0.3 ms: these are
# linked in where the distribution has them as archives. checker/util/sqlite.c loads SQLite.
archive = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)),-l$(1))
LDLIBS := $(foreach l,yaml jansson xxhash,$(call archive,$(l))) -ldl -lpthread

ifdef SAN
ALL_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ALL_CFLAGS += -Wno-format-truncation	# gcc takes a sanitizer's check for a null format
ALL_LDFLAGS := -fsanitize=address,undefined
# The sanitizer takes the size of a library's thread-local block from the words before it: what a freed
# string has left there sent it reading anywhere.
export ASAN_OPTIONS := intercept_tls_get_addr=0$(if $(ASAN_OPTIONS),:$(ASAN_OPTIONS))
endif

ifneq ($(V),1)
Q := @
say = @printf '  %-7s %s\n' $(1) $@;
endif

LIB_SRC := $(sort $(wildcard checker/*/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(O)/%.o)
TEST_SRC := $(sort $(wildcard tests/unit/*.c))
TESTS := $(TEST_SRC:tests/unit/%.c=$(O)/unit/%)

all: $(O)/pageck

# Manual pages and completions are made by the program, from its table of options.
COMMANDS := audit presubmit fix hook merge check layout why explain rules completion
MAN := $(O)/man/pageck.1 $(COMMANDS:%=$(O)/man/pageck-%.1) $(O)/man/pageck-rules.5
SHELLS := $(addprefix $(O)/completion/,bash zsh fish)
MAN_AWK := awk -f contrib/man/escape.awk \
	-v version="$$($(O)/pageck --version | sed -n 's/^pageck \([^ ]*\).*/\1/p')"
MAN_FROM := $(O)/pageck docs/manual.md $(wildcard contrib/man/*.awk)
help-page = { $(O)/pageck $(1) --help | $(MAN_AWK) -v name="$(2)" -v what="$(3)" -f contrib/man/help.awk && \
	$(MAN_AWK) -v name="$(2)" -f contrib/man/manual.awk docs/manual.md; } > $@

manuals: $(MAN) $(SHELLS)

$(O)/man/pageck.1: $(MAN_FROM)
	@mkdir -p $(@D)
	$(Q)$(call help-page,,pageck,find misuse of struct page and struct folio in Linux kernel code)

$(O)/man/pageck-%.1: $(MAN_FROM)
	@mkdir -p $(@D)
	$(Q)$(call help-page,$*,pageck-$*,$$($(O)/pageck --help | sed -n 's/^  $* *//p'))

$(O)/man/pageck-rules.5: docs/rules-format.md $(MAN_FROM)
	@mkdir -p $(@D)
	$(Q)$(MAN_AWK) -v title='PAGECK-RULES 5' -v name='pageck\\-rules \\- what the kernel means, as data' \
		-f contrib/man/markdown.awk $< > $@

$(SHELLS): $(O)/pageck
	@mkdir -p $(@D)
	$(Q)$(O)/pageck completion $(@F) > $@

# A library, so that a unit test links only what it tests.
$(O)/libpageck.a: $(LIB_OBJ)
	$(call say,AR)rm -f $@
	$(Q)$(AR) rcsD $@ $^

$(O)/pageck: $(O)/checker/main.o $(O)/libpageck.a
	$(call say,LD)$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $< $(O)/libpageck.a $(LDLIBS)

# Compiled again when the commit is another one: this file alone.
$(O)/checker/main.o: $(O)/built_from.h
$(O)/built_from.h: $(O)/libpageck.a FORCE
	$(Q)contrib/built_from $< $@

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# These are in it (.incbin), which no compiler tells make.
$(O)/checker/report/html.o: $(wildcard checker/report/html/*)

$(O)/unit/%: $(O)/tests/unit/%.o $(O)/libpageck.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $< $(O)/libpageck.a -lcmocka $(LDLIBS)

unit-tests: $(TESTS)

check: all unit-tests
	@O=$(O) tests/run

# Scripts, each with its own prerequisites; one that lacks them says so and exits 77.
define run-scripts
	@failed=0; for f in tests/$(1)/*.sh; do \
		[ -x "$$f" ] || continue; \
		echo "== $$f"; O=$(O) PAGECK="$(abspath $(O))/pageck" "$$f"; r=$$?; \
		[ $$r -eq 0 ] || [ $$r -eq 77 ] || { echo "FAIL $$f"; failed=1; }; \
	done; exit $$failed
endef

check-kernel: all
	$(call run-scripts,kernel)

check-patches: all
	@PAGECK=$(abspath $(O))/pageck PATCHES=$(or $(PATCHES),800) SEED=$(or $(SEED),2) tests/cli/patches.sh

# One machine at a time; K="6.12 7.3" and CASES="..." choose.
prove:
	@O=$(abspath $(O)) tests/prove/run $(K:%=-k %) $(CASES)

check-report: all
	$(call run-scripts,report)

# Nothing is built for it here, and 77 says that this machine can't do it.
DIST ?= bookworm
check-fresh:
	@O=$(O) tests/fresh/run $(DIST) || [ $$? -eq 77 ]

bench: all
	$(call run-scripts,bench)

INSTALL ?= install
BINDIR := $(DESTDIR)$(PREFIX)/bin
DATADIR := $(DESTDIR)$(PREFIX)/share/pageck
MANDIR := $(DESTDIR)$(PREFIX)/share/man
SHAREDIR := $(DESTDIR)$(PREFIX)/share
DOCDIR := $(DESTDIR)$(PREFIX)/share/doc/pageck

install: all manuals
	$(INSTALL) -d $(BINDIR) $(DATADIR)/rules/sparse $(DATADIR)/cocci $(DOCDIR)/rules $(DOCDIR)/findings \
		$(DOCDIR)/triage
	$(INSTALL) -m 755 $(O)/pageck $(BINDIR)/pageck
	$(call install-files,rules/*.yaml rules/*.config,$(DATADIR)/rules)
	$(call install-files,rules/sparse/*.h,$(DATADIR)/rules/sparse)
	$(call install-files,cocci/*.cocci,$(DATADIR)/cocci)
	$(call install-files,docs/*.md README.md CHANGELOG.md COPYING,$(DOCDIR))
	$(call install-files,docs/rules/*.md,$(DOCDIR)/rules)
	$(call install-files,docs/findings/*.md,$(DOCDIR)/findings)
	$(call install-files,docs/triage/ledger.tsv,$(DOCDIR)/triage)
	$(INSTALL) -d $(MANDIR)/man1 $(MANDIR)/man5 $(SHAREDIR)/bash-completion/completions \
		$(SHAREDIR)/zsh/site-functions $(SHAREDIR)/fish/vendor_completions.d
	$(INSTALL) -m 644 $(filter %.1,$(MAN)) $(MANDIR)/man1
	$(INSTALL) -m 644 $(filter %.5,$(MAN)) $(MANDIR)/man5
	$(INSTALL) -m 644 $(O)/completion/bash $(SHAREDIR)/bash-completion/completions/pageck
	$(INSTALL) -m 644 $(O)/completion/zsh $(SHAREDIR)/zsh/site-functions/_pageck
	$(INSTALL) -m 644 $(O)/completion/fish $(SHAREDIR)/fish/vendor_completions.d/pageck.fish

# What is the program's alone goes whole; of shared directories only what install puts there.
uninstall:
	rm -f $(BINDIR)/pageck $(MAN:$(O)/man/%.1=$(MANDIR)/man1/%.1) $(MANDIR)/man5/pageck-rules.5 \
		$(SHAREDIR)/bash-completion/completions/pageck $(SHAREDIR)/zsh/site-functions/_pageck \
		$(SHAREDIR)/fish/vendor_completions.d/pageck.fish
	rm -rf $(DATADIR) $(DOCDIR)

# In a clean copy, and without this make's variables.
deb:
	rm -rf $(O)/deb && mkdir -p $(O)/deb && git clone -q . $(O)/deb/pageck
	unset MAKEFLAGS MFLAGS MAKELEVEL && cd $(O)/deb/pageck && dpkg-buildpackage -us -uc -b
	rm -rf $(O)/deb/pageck

install-files = $(if $(wildcard $(1)),$(INSTALL) -m 644 $(wildcard $(1)) $(2))

clean:
	rm -rf $(O)

.SECONDARY:
FORCE:
.PHONY: FORCE all manuals unit-tests check check-kernel check-patches check-report check-fresh prove bench deb install uninstall clean
-include $(LIB_OBJ:.o=.d) $(O)/checker/main.d $(TEST_SRC:%.c=$(O)/%.d)
