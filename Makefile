# sitrep: one hand-written Makefile. It finds sources, tables, tests and fuzz entries by itself; nothing is listed twice.
#
#   make            build/sitrep, the library, its .pc file
#   make check      every test; ends "N passed, N failed"
#   make help       all targets
#
# BUILD=dir builds elsewhere; SAN=address,undefined or SAN=thread builds with sanitisers; WERROR=1 makes warnings errors.

VERSION := 0.1.0
SOVERSION := 0
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
CC ?= cc
BUILD ?= build
PKG_CONFIG ?= pkg-config
PKGS := jansson libutf8proc libmd gumbo expat uchardet zlib libzstd sqlite3

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
  -Wvla -Wundef -Wcast-qual -Wcast-align -Wwrite-strings -Wformat=2 -Wdouble-promotion -Wswitch-enum
CLANG := $(shell $(CC) -dM -E - </dev/null 2>/dev/null | grep -c __clang__)
ifeq ($(CLANG),0)
WARN += -Wlogical-op -Wduplicated-cond -Wcast-align=strict
endif
ifdef WERROR
WARN += -Werror
endif

OPT ?= -O2 -g
CFLAGS_ALL = -std=c17 $(OPT) $(WARN) -fno-common -fvisibility=hidden -fstack-protector-strong -fPIC -D_GNU_SOURCE \
  -pthread -Isrc -Iinclude -I$(BUILD) -include base/banned.h $(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CFLAGS)
LDLIBS_ALL = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lm -pthread
ifdef SAN
OPT := -O1 -g -fno-omit-frame-pointer
CFLAGS_ALL += -fsanitize=$(SAN) -fno-sanitize-recover=all
LDFLAGS += -fsanitize=$(SAN)
else
CFLAGS_ALL += -D_FORTIFY_SOURCE=3
endif

SOURCES := $(sort $(shell find src -name '*.c'))
TESTS := $(filter %_test.c,$(SOURCES))
CLI := $(filter src/cli/%,$(filter-out %_test.c,$(SOURCES)))
LIB := $(filter-out %_test.c src/cli/% src/desk/%,$(SOURCES))
TABLES := $(sort $(notdir $(basename $(wildcard data/en/*.tsv))))
HEADERS := $(sort $(shell find src include -name '*.h'))

LIB_O := $(LIB:%.c=$(BUILD)/%.o)
CLI_O := $(CLI:%.c=$(BUILD)/%.o)
TABLE_O := $(TABLES:%=$(BUILD)/tables/%.o)
TEST_BIN := $(TESTS:src/%_test.c=$(BUILD)/tests/%)
# what the table compiler itself is made of: it must not need the tables
MKTABLE_C := tools/mktable.c src/base/arena.c src/base/buf.c src/base/error.c src/base/map.c src/base/utf8.c \
  src/lexicon/compile.c

.PHONY: all
all: $(BUILD)/sitrep $(BUILD)/libsitrep.a $(BUILD)/libsitrep.so $(BUILD)/sitrep.pc

-include mk/*.mk

$(BUILD)/gen/tables.def: $(wildcard data/en/*.tsv) Makefile
	@mkdir -p $(@D)
	@for t in $(TABLES); do echo "X($$(echo $$t | tr a-z A-Z), $$t)"; done >$@.new
	@cmp -s $@.new $@ && touch $@ || mv $@.new $@

$(BUILD)/mktable: $(MKTABLE_C) $(wildcard src/base/*.h src/lexicon/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $(MKTABLE_C) $(LDLIBS_ALL)

$(BUILD)/tables/%.bin: data/en/%.tsv $(BUILD)/mktable
	@mkdir -p $(@D)
	$(BUILD)/mktable $< $@

$(BUILD)/tables/%.o: $(BUILD)/tables/%.bin
	@printf '.section .rodata\n.balign 16\n.globl sr_blob_%s\n.hidden sr_blob_%s\nsr_blob_%s:\n.incbin "%s"\n.globl sr_blob_%s_end\n.hidden sr_blob_%s_end\nsr_blob_%s_end:\n.byte 0\n.section .note.GNU-stack,"",%%progbits\n' \
	  $* $* $* $< $* $* $* >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s) # not through a compiler cache: it would not see the file that .incbin names

.SECONDARY: $(TABLES:%=$(BUILD)/tables/%.bin)

$(BUILD)/src/%.o: src/%.c $(BUILD)/gen/tables.def
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/libsitrep.a: $(LIB_O) $(TABLE_O)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/libsitrep.so: $(LIB_O) $(TABLE_O)
	$(CC) -shared -Wl,-soname,libsitrep.so.$(SOVERSION) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL)


WHOLE = $(BUILD)/libsitrep.a

$(BUILD)/sitrep: $(CLI_O) $(LIB_O) $(TABLE_O)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL)

$(BUILD)/tests/%: src/%_test.c $(BUILD)/libsitrep.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS) -o $@ $< $(WHOLE) $(LDLIBS_ALL)

.PHONY: unit clean help
unit: check-unit

clean:
	rm -rf $(BUILD)

help:
	@printf '%-28s %s\n' all 'build/sitrep, libsitrep.a and .so, sitrep.pc' check 'every test' \
	  check-asan 'the same with the address and undefined-behaviour sanitisers' check-all 'both, and what ./check runs' \
	  'check-long T=60' 'fuzz each entry T seconds, torture, 10,000 documents; log in docs/check-long.md' \
	  torture 'fail each allocation in turn' lint 'format, layers, headers, cppcheck, clang-tidy, gcc -fanalyzer' \
	  layers 'hold the includes against src/LAYERS' fmt 'clang-format, in place' 'fuzz F=text T=60' 'one fuzz entry with libFuzzer' \
	  bench 'speed and memory, into docs/performance.md' accuracy 'every scorer on the development data, into docs/accuracy.md' \
	  web "the desk's page, into web/dist; needs Node.js" 'check-web, check-page' 'look at the pages in Chromium' \
	  accept 'take reports and README examples as they are now' 'install, uninstall' 'DESTDIR, PREFIX, LIBDIR' \
	  dist 'the release tarball of HEAD' fresh 'the two commands on a bare Debian 12 in a folder (root)' clean 'remove the build'

-include $(LIB_O:.o=.d) $(CLI_O:.o=.d) $(TEST_BIN:=.d)
