# What is held against the sources without running them. Each part prints "name: N passed, N failed".
#   make lint          all of it; needs `tools/needs lint`
#   make fmt           clang-format, in place
.PHONY: lint lint-parts layers headers fmt check-fmt cppcheck tidy analyzer
LINTED := $(LIB) $(CLI)

lint:
	@tests/total $(MAKE) --no-print-directory -s -k lint-parts
lint-parts: check-fmt layers headers cppcheck tidy analyzer

layers:
	@tools/layers

# each header compiles alone
headers: $(BUILD)/gen/tables.def
	@for h in $(HEADERS); do echo "#include \"$${h#*/}\"" | $(CC) $(CFLAGS_ALL) -Werror -fsyntax-only -x c - || exit 1; done
	@echo "headers: $(words $(HEADERS)) passed, 0 failed"

FORMATTED := $(SOURCES) $(HEADERS) $(wildcard fuzz/*.c tools/*.c bench/*.c tests/*/*.c)
fmt:
	clang-format-14 -i $(FORMATTED)
check-fmt:
	@bad=0; for f in $(FORMATTED); do clang-format-14 --dry-run -Werror $$f >/dev/null 2>&1 || { bad=$$((bad + 1)); echo "$$f is not formatted; 'make fmt' mends it"; }; done; \
	echo "format: $$(($(words $(FORMATTED)) - bad)) passed, $$bad failed"; [ $$bad = 0 ]

# Left out, each for a reason: comparePointers (a blob's begin and end are two symbols to the linker), syntaxError in the
# lists that an include repeats, internalAstError of compound literals after a question mark, unknownEvaluationOrder of SR_PUSH
# (its && is a sequence point), and uninitialised values, which it doesn't follow through a call's status (the compilers and
# the sanitisers look for them).
cppcheck: $(BUILD)/gen/tables.def
	@cppcheck -q --enable=warning,performance,portability --inline-suppr --std=c11 --error-exitcode=3 -Isrc -Iinclude -I$(BUILD) \
	  --suppress=comparePointers:$(BUILD)/gen/tables.def --suppress=syntaxError:src/lexicon/terms.h \
	  --suppress=unknownEvaluationOrder --suppress=ctuuninitvar --suppress=toomanyconfigs --suppress=internalAstError --suppress=uninitvar $(LINTED) fuzz tools && echo "cppcheck: $(words $(LINTED)) passed, 0 failed"

# minutes: it reads every header again for every file
tidy: $(BUILD)/gen/tables.def
	@printf '%s\n' $(LINTED) | xargs -n 8 -P 2 sh -c 'clang-tidy-14 --quiet "$$@" -- -std=c17 -D_GNU_SOURCE -Isrc -Iinclude -I$(BUILD) -include base/banned.h $(shell $(PKG_CONFIG) --cflags $(PKGS)) 2>/dev/null' tidy && \
	  echo "clang-tidy: $(words $(LINTED)) passed, 0 failed" || { echo "clang-tidy: 0 passed, 1 failed"; false; }

# gcc 12's analyzer takes structs passed by value for uninitialised and vectors for integers: those two checks are off,
# and it does not see that memcpy's size is 0 where its pointer is NULL. In two files it is wrong in one place each: it doesn't
# know that (iconv_t)-1 is no descriptor, nor that only nodes with children are pushed.
ANALYZER_WRONG := src/input/charset.c src/input/html_tree.c
ANALYZER := -fanalyzer -Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-shift-count-overflow -Wno-analyzer-null-argument
analyzer: $(BUILD)/gen/tables.def
	@bad=0; for f in $(filter-out $(ANALYZER_WRONG),$(LINTED)); do $(CC) $(filter-out -Werror,$(CFLAGS_ALL)) $(ANALYZER) -Werror -c -o /dev/null $$f || bad=$$((bad + 1)); done; \
	echo "analyzer: $$(($(words $(LINTED)) - bad)) passed, $$bad failed"; [ $$bad = 0 ]
