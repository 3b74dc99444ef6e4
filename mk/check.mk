# What is run to know that all is well. Each part prints "name: N passed, N failed"; tests/total adds them up.
CHECK_PARTS ?= check-unit check-cli check-desk check-errors check-export check-replay check-torture check-kill check-report check-install check-python check-readme check-corpus check-stories check-rewrites layers
FUZZERS := $(sort $(patsubst fuzz/fuzz_%.c,%,$(wildcard fuzz/fuzz_*.c)))

SAN_PARTS := check-unit check-cli check-errors check-replay check-torture

# everything that ./check runs; with -k a part that fails keeps none of the others from running. The browser comes last and
# has the machine to itself: its tests wait for what a page does.
.PHONY: check-all check-sanitised check-everything check-browser
check-everything:
	@status=0; for part in check-all check-browser; do $(MAKE) --no-print-directory $$part || status=1; done; exit $$status
check-browser:
	@status=0; for part in check-page check-web; do $(MAKE) --no-print-directory -j1 $$part || status=1; done; exit $$status
check-all: check-parts check-sanitised check-fmt headers
check-sanitised:
	@env ASAN_OPTIONS=detect_leaks=1:exitcode=99 UBSAN_OPTIONS=exitcode=99 $(MAKE) --no-print-directory SAN=address,undefined BUILD=build-asan \
	  CHECK_PARTS="$(SAN_PARTS)" check-parts

.PHONY: check check-unit check-asan check-replay check-torture torture check-readme check-corpus check-long fuzz
check:
	@tests/total $(MAKE) --no-print-directory -s -k WERROR=1 CHECK_PARTS="$(CHECK_PARTS)" check-parts

# run a test program; one that ends otherwise than by 0 or 1 has crashed and counted nothing
part = $(1) || { s=$$?; failed=1; [ $$s = 1 ] || echo "$(1): 0 passed, 1 failed (it ended with status $$s)"; }

.PHONY: check-parts
check-parts: $(CHECK_PARTS)

check-unit: $(TEST_BIN)
	@failed=0; for t in $(TEST_BIN); do $(call part,$$t); done; exit $$failed

# the same once more with the address and undefined-behaviour sanitisers, in a folder of its own
check-asan:
	@tests/total $(MAKE) --no-print-directory -s -k WERROR=1 check-sanitised

# every input of fuzz/corpus once more through its fuzz entry, without the fuzzer
REPLAYS := $(FUZZERS:%=$(BUILD)/replay/%)
check-replay: $(REPLAYS)
	@failed=0; for f in $(FUZZERS); do $(call part,$(BUILD)/replay/$$f $$(tools/fuzz-seeds $$f)); done; exit $$failed

$(BUILD)/replay/%: fuzz/fuzz_%.c fuzz/replay.c $(BUILD)/libsitrep.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< fuzz/replay.c $(WHOLE) $(LDLIBS_ALL)

# memory fails at each allocation in turn
TORTURED ?= tests/torture/short.txt examples/market.txt --model models/tiny/tiny.safetensors tests/torture/short.txt
torture check-torture: $(BUILD)/torture
	@$(BUILD)/torture $(TORTURED)
$(BUILD)/torture: tests/torture/torture.c $(BUILD)/libsitrep.a
	$(CC) $(CFLAGS_ALL) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)

# the commands and pictures of README, ARCHITECTURE and the man page; the marks of our own texts
check-readme: $(BUILD)/sitrep
	@tests/readme/run $(BUILD)/sitrep
# take what the program says now as right, in the documentation and the reports of our own articles; then read the diff
.PHONY: accept
accept: $(BUILD)/sitrep accept-report
	-@tests/readme/run --update $(BUILD)/sitrep
check-corpus:
	@tools/check_corpus.py >/dev/null && tools/make_claims.py --check >/dev/null && echo "corpus: 2 passed, 0 failed"
	@tools/check_corpus_test.py | sed 's/^/corpus checker: /'

# what takes longer than ./check may: T seconds of fuzzing an entry, torture of whole reports, 10,000 documents. Its dated
# log is docs/check-long.md.
check-long: $(BUILD)/sitrep
	@tools/check-long "$(MAKE)" $(T)

# what takes input from anybody, half an hour each; its log is docs/fuzz-long.md
.PHONY: fuzz-long
HOSTILE := html feed warc charset
fuzz-long:
	@rows=$$(tools/fuzz-for "$(MAKE)" 1800 $(HOSTILE)); status=$$?; \
	{ echo "# Half an hour of fuzzing for each parser of foreign input"; echo; \
	  echo "Made by \`make fuzz-long\` on $$(date +%F), of revision $$(git rev-parse --short=10 HEAD 2>/dev/null || echo unknown); don't edit it."; echo; \
	  echo "| part | result | |"; echo "|---|---|---|"; echo "$$rows"; } >docs/fuzz-long.md; exit $$status

# make fuzz F=dates T=300: libFuzzer, with clang; findings land in fuzz/findings
F ?= $(firstword $(FUZZERS))
T ?= 60
F_DESK = $(if $(filter $(F),$(DESK_FUZZERS)),build-fuzz/libdesk.a)
fuzz: build-fuzz-entry
	build-fuzz/fuzz_$(F) -max_total_time=$(T) -artifact_prefix=fuzz/findings/$(F)- $(wildcard fuzz/$(F).dict:%=-dict=%) $$(tools/fuzz-seeds $(F))
.PHONY: build-fuzz-entry
build-fuzz-entry:
	@mkdir -p fuzz/findings fuzz/corpus/$(F)
	$(MAKE) --no-print-directory CC=clang-14 BUILD=build-fuzz SAN=address,undefined,fuzzer-no-link build-fuzz/libsitrep.a $(F_DESK)
	clang-14 -std=c17 -O1 -g -D_GNU_SOURCE -Isrc -Iinclude -Ibuild-fuzz -fsanitize=address,undefined,fuzzer \
	  -o build-fuzz/fuzz_$(F) fuzz/fuzz_$(F).c $(F_DESK) build-fuzz/libsitrep.a $(LDLIBS_ALL) $(F_DESK:%=$(DESK_LIBS))

.PHONY: fresh
fresh:
	tools/fresh
