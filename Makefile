# SPDX-License-Identifier: AGPL-3.0-or-later
# make · make demo · make test · make bench · make fuzz · make check · make install
# Wildcards only: a new file is found by itself. Everything made lies in $(BUILD).

BUILD ?= build
ifeq ($(origin CC),default)
CC = gcc
endif
JOBS ?= $(shell nproc)
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:

PACKAGES = libmicrohttpd gnutls libsodium sqlite3 libpq icu-i18n icu-uc pangocairo vips \
           libseccomp libqrencode jansson libarchive libdeflate libcurl \
           xlsxwriter hogweed nettle gmp libjpeg
# Asked once; empty while packages are missing (bin/setup installs them).
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

WARNINGS = -Wall -Wextra -Wswitch-enum -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Werror
CPPFLAGS = -D_GNU_SOURCE -I. -Ilib -Isrc -I$(BUILD)/gen -I$(BUILD)/gen/src -I$(BUILD)/gen/web \
           $(patsubst -I%,-isystem %,$(PACKAGE_CFLAGS))
CFLAGS_COMMON = -std=gnu17 $(WARNINGS) -fno-strict-aliasing -fstack-protector-strong -pthread -g -MMD -MP
CFLAGS_REL = $(CFLAGS_COMMON) -O2 -D_FORTIFY_SOURCE=2 -fPIE
CFLAGS_SAN = $(CFLAGS_COMMON) -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LDFLAGS_REL = -pie -Wl,-z,relro,-z,now -pthread
# The library that draws PDF pages is a static one, and Debian tells pkg-config another version's needs.
PDF_LIBS = -lmupdf -lmupdf-third -lmujs -lgumbo -lopenjp2 -ljbig2dec -lharfbuzz -lfreetype -lz
LDLIBS = $(PACKAGE_LIBS) $(PDF_LIBS) -lm

LIB_SOURCES := $(filter-out %_test.c,$(wildcard lib/*/*.c))
SRC_SOURCES := $(filter-out %_test.c src/main.c,$(wildcard src/*.c src/*/*.c))
TEST_SOURCES := $(wildcard lib/*/*_test.c src/*/*_test.c test/*.c)
SQL_SOURCES := $(wildcard src/*/*.sql)
HTML_SOURCES := $(wildcard web/*.html src/*/*.html)
MIGRATIONS := $(wildcard migrations/*.sql)

GEN_C := $(SQL_SOURCES:%=$(BUILD)/gen/%.c) $(HTML_SOURCES:%=$(BUILD)/gen/%.c) $(BUILD)/gen/assets.c
GEN_H := $(GEN_C:.c=.h) $(BUILD)/gen/version.h

objects = $(patsubst %.c,$(BUILD)/$(1)/%.o,$(LIB_SOURCES) $(SRC_SOURCES)) $(GEN_C:$(BUILD)/%.c=$(BUILD)/$(1)/%.o) \
          $(BUILD)/$(1)/gen/postal.o $(BUILD)/$(1)/gen/holiday.o
REL_OBJECTS := $(call objects,rel)
SAN_OBJECTS := $(call objects,san)

.PHONY: all demo demo-clean test check bench fuzz install clean setup
all: $(BUILD)/tsunagi

$(BUILD)/tsunagi: $(REL_OBJECTS) $(BUILD)/rel/src/main.o
	@echo "  link $@"
	@$(CC) $(LDFLAGS_REL) -o $@ $^ $(LDLIBS)

$(BUILD)/tsunagi-test: $(SAN_OBJECTS) $(patsubst %.c,$(BUILD)/san/%.o,$(TEST_SOURCES))
	@echo "  link $@"
	@$(CC) -fsanitize=address,undefined -pthread -o $@ $^ $(LDLIBS) -lcmocka

# The libraries and their tests alone: quick, and free of the product.
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/san/%.o) $(BUILD)/san/gen/assets.o $(BUILD)/san/gen/postal.o \
               $(BUILD)/san/gen/holiday.o
# The browser and what is given stand on src/.
LIB_TESTS := $(patsubst %.c,$(BUILD)/san/%.o,$(wildcard lib/*/*_test.c) \
             $(filter-out test/browser%.c test/given%.c,$(wildcard test/*.c)))
$(BUILD)/lib-test: $(LIB_OBJECTS) $(LIB_TESTS)
	@echo "  link $@"
	@$(CC) -fsanitize=address,undefined -pthread -o $@ $^ $(LDLIBS) -lcmocka

# --- what we write → C ----------------------------------------------------------
# tools/X is made of tools/X.c, tools/X_*.c, for checkers walk.c, and the parts of lib/base that need no packages.
TOOL_BASE = lib/base/arena.c lib/base/buf.c lib/base/check.c lib/base/str.c lib/base/furigana.c lib/base/furigana_words.c
.SECONDEXPANSION:
$(BUILD)/tools/%: tools/%.c $$(wildcard tools/$$*_*.c tools/$$**.h) $$(if $$(findstring check_,$$*),tools/walk.c tools/walk.h) $(TOOL_BASE)
	@mkdir -p $(@D)
	@echo "  tool $@"
	@$(CC) $(CPPFLAGS) $(filter-out -MMD -MP,$(CFLAGS_COMMON)) -O1 -o $@ $(filter %.c,$^) -lsqlite3 -lsodium -ldeflate -lbrotlienc

$(BUILD)/tools/check_furigana: $(wildcard tools/tmplc_*.c tools/tmplc*.h)

$(BUILD)/gen/%.sql.c $(BUILD)/gen/%.sql.h: %.sql $(BUILD)/tools/sqlc $(MIGRATIONS)
	@mkdir -p $(@D)
	@$(BUILD)/tools/sqlc --migrations migrations --out $(BUILD)/gen $<

$(BUILD)/gen/%.html.c $(BUILD)/gen/%.html.h: %.html $(BUILD)/tools/tmplc
	@mkdir -p $(@D)
	@$(BUILD)/tools/tmplc --out $(BUILD)/gen $<

# Which state of the tree this is; touched only when it changes.
VERSION := $(shell git describe --tags --always --dirty=+ 2>/dev/null || echo unknown)
$(BUILD)/gen/version.h: FORCE
	@mkdir -p $(@D)
	@echo '#define TSUNAGI_VERSION "$(VERSION)"' | cmp -s - $@ || echo '#define TSUNAGI_VERSION "$(VERSION)"' >$@
.PHONY: FORCE
FORCE:

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(BUILD)/gen/assets.c $(BUILD)/gen/assets.h &: $(BUILD)/tools/embed web/assets.txt $(wildcard web/* web/alone/* web/manual/*) $(MIGRATIONS) node_modules/.package-lock.json
	@mkdir -p $(@D)
	@$(BUILD)/tools/embed --out $(BUILD)/gen web/assets.txt $(MIGRATIONS)

$(BUILD)/gen/postal.c: $(BUILD)/tools/postal node_modules/.package-lock.json
	@mkdir -p $(@D)
	@$(BUILD)/tools/postal --out $(BUILD)/gen node_modules/japan-postal-code/zipdata/zip-*.js

$(BUILD)/gen/holiday.c: $(BUILD)/tools/holiday node_modules/.package-lock.json
	@mkdir -p $(@D)
	@$(BUILD)/tools/holiday --out $(BUILD)/gen node_modules/@holiday-jp/holiday_jp/lib/holidays.js

# --- C → objects ------------------------------------------------------------------
$(BUILD)/rel/gen/%.o: $(BUILD)/gen/%.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_REL) -c -o $@ $<
$(BUILD)/san/gen/%.o: $(BUILD)/gen/%.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_SAN) -c -o $@ $<
$(BUILD)/rel/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_REL) -c -o $@ $<
$(BUILD)/san/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_SAN) -c -o $@ $<
$(BUILD)/san/test/%.o: test/%.c | $(BUILD)/gen/assets.h
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_SAN) -c -o $@ $<
$(patsubst %.c,$(BUILD)/san/%.o,$(wildcard test/given*.c test/browser*.c)): | $(GEN_H)
$(BUILD)/san/gen/assets.o $(BUILD)/san/gen/postal.o $(BUILD)/san/gen/holiday.o: $(BUILD)/san/gen/%.o: $(BUILD)/gen/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_SAN) -c -o $@ $<
$(BUILD)/rel/%.o: %.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_REL) -c -o $@ $<
$(BUILD)/san/%.o: %.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS_SAN) -c -o $@ $<

# --- parsers under fire -------------------------------------------------------------
# Each test/fuzz/fuzz_X.c becomes a libFuzzer program (a tool's parser is linked from tools/X_*.c, a
# feature's that needs lib alone from src/X/X*.c, or from what FUZZ_X names).
# It runs for FUZZ_SECONDS on a copy of test/fuzz/corpus/X; what it finds stays in $(BUILD)/fuzz.
FUZZ_CC ?= clang
FUZZ_SECONDS ?= 60
CFLAGS_FUZZ = $(filter-out -MMD -MP,$(CFLAGS_SAN)) -fsanitize=fuzzer-no-link
A_TEST := %_test.c# behind a name, because a pattern rule takes a % for its own
FUZZ_readings = src/vitals/import_read.c src/vitals/sign.c
FUZZERS := $(patsubst test/fuzz/fuzz_%.c,%,$(wildcard test/fuzz/fuzz_*.c))

$(BUILD)/fuzz/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(CPPFLAGS) $(CFLAGS_FUZZ) -MMD -MP -c -o $@ $<
$(BUILD)/fuzz/lib.a: $(LIB_SOURCES:%.c=$(BUILD)/fuzz/%.o)
	@rm -f $@
	ar rcs $@ $^
$(BUILD)/fuzz/fuzz_%: test/fuzz/fuzz_%.c $$(wildcard tools/$$*_*.c) $$(filter-out $$(A_TEST),$$(wildcard src/$$*/$$**.c)) $$(FUZZ_$$*) $(BUILD)/fuzz/lib.a | $(GEN_H)
	$(FUZZ_CC) $(CPPFLAGS) $(CFLAGS_FUZZ) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

.PHONY: $(FUZZERS:%=fuzz-%)
fuzz: $(FUZZERS:%=fuzz-%)
$(FUZZERS:%=fuzz-%): fuzz-%: $(BUILD)/fuzz/fuzz_%
	@mkdir -p $(BUILD)/fuzz/corpus/$*
	@cp -r test/fuzz/corpus/$*/. $(BUILD)/fuzz/corpus/$*/
	$< -max_total_time=$(FUZZ_SECONDS) -timeout=10 -artifact_prefix=$(BUILD)/fuzz/found-$*- \
	    -print_final_stats=1 -verbosity=0 $(BUILD)/fuzz/corpus/$*

# --- measuring ------------------------------------------------------------------------
# The load program and the bare commits link nothing of ours; fill takes what it needs of the product.
BENCH = $(BUILD)/bench
$(BENCH)/product.a: $(REL_OBJECTS)
	@mkdir -p $(@D)
	@rm -f $@
	@ar rcs $@ $^
$(BENCH)/load: $(addprefix $(BUILD)/rel/test/bench/,load.o line.o figures.o)
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS_REL) -o $@ $^ -lgnutls
$(BENCH)/commits: $(addprefix $(BUILD)/rel/test/bench/,commits.o figures.o)
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS_REL) -o $@ $^ -lsqlite3
$(BENCH)/fill: $(addprefix $(BUILD)/rel/test/bench/,fill.o desk.o words.o) $(BENCH)/product.a
	@$(CC) $(LDFLAGS_REL) -o $@ $^ $(LDLIBS)
bench: $(BUILD)/tsunagi $(BENCH)/load $(BENCH)/commits $(BENCH)/fill
	test/bench/run $(BUILD)

-include $(shell find $(BUILD)/rel $(BUILD)/san $(BUILD)/fuzz -name '*.d' 2>/dev/null)

# --- what people type ---------------------------------------------------------------
setup:
	bin/setup

test: setup
	bin/ci

# Two makes, because the flags of packages are asked for before the first has installed them.
demo:
	bin/setup build
	@$(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS)) $(BUILD)/tsunagi
	@BUILD=$(BUILD) exec bin/demo
demo-clean:
	rm -rf $(BUILD)/demo $(BUILD)/demo.making.*

TOOLS := $(patsubst %,$(BUILD)/tools/%,sqlc tmplc embed postal holiday check_includes check_style check_docs check_rules check_furigana)
.PHONY: check-tools check-includes check-style check-docs check-rules check-furigana
check: check-tools check-includes check-style check-docs check-rules check-furigana
check-tools: $(TOOLS)
	CC=$(CC) BUILD=$(BUILD) tools/test/run
check-includes: $(BUILD)/tools/check_includes
	$< lib src web
check-style: $(BUILD)/tools/check_style
	$< lib src tools test web
check-docs: $(BUILD)/tools/check_docs
	$< .
check-rules: $(BUILD)/tools/check_rules
	$< .
check-furigana: $(BUILD)/tools/check_furigana
	$< src web lib/web

# --- installing ---------------------------------------------------------------------
# The binary holds pages, style and migrations; beside it go the unit, its account and the manuals.
PREFIX ?= /usr/local
DESTDIR ?=
SHARE = $(DESTDIR)$(PREFIX)/share/doc/tsunagi
install: $(BUILD)/tsunagi
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/systemd/system \
	    $(DESTDIR)$(PREFIX)/lib/sysusers.d $(SHARE)
	install -m 755 $(BUILD)/tsunagi $(DESTDIR)$(PREFIX)/bin/tsunagi
	sed 's|/usr/local/|$(PREFIX)/|' packaging/tsunagi.service | install -m 644 /dev/stdin \
	    $(DESTDIR)$(PREFIX)/lib/systemd/system/tsunagi.service
	install -m 644 packaging/tsunagi.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/tsunagi.conf
	install -m 644 LICENSE README.ja.md README.md SECURITY.md docs/運用手引き.md \
	    packaging/nginx.conf $(SHARE)

clean:
	rm -rf $(BUILD)
