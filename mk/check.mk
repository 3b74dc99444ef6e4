# What is run to know that all is well. Each part prints "name: N passed, N failed"; tests/total adds them up.
CHECK_PARTS ?= check-unit check-cli check-errors check-replay check-install check-layers
FUZZERS := $(sort $(patsubst fuzz/fuzz_%.c,%,$(wildcard fuzz/fuzz_*.c)))

# everything that ./check runs
.PHONY: check-all
check-all:
	$(MAKE) --no-print-directory -s WERROR=1 check-parts check-fmt headers
	env ASAN_OPTIONS=detect_leaks=1 $(MAKE) --no-print-directory -s WERROR=1 SAN=address,undefined BUILD=build-asan \
	  CHECK_PARTS="check-unit check-cli check-errors check-replay" check-parts

.PHONY: check check-unit check-asan check-replay check-layers check-long layers fmt check-fmt headers fuzz
check:
	@tests/total $(MAKE) --no-print-directory WERROR=1 CHECK_PARTS="$(CHECK_PARTS)" check-parts

.PHONY: check-parts
check-parts: $(CHECK_PARTS)

check-unit: $(TEST_BIN)
	@failed=0; for t in $(TEST_BIN); do $$t || failed=1; done; exit $$failed

# the same once more with the address and undefined-behaviour sanitisers, in a folder of its own
check-asan:
	@tests/total env ASAN_OPTIONS=detect_leaks=1 $(MAKE) --no-print-directory WERROR=1 SAN=address,undefined \
	  BUILD=build-asan CHECK_PARTS="check-unit check-cli check-errors check-replay" check-parts

# every input of fuzz/corpus once more through its fuzz entry, without the fuzzer
REPLAYS := $(FUZZERS:%=$(BUILD)/replay/%)
check-replay: $(REPLAYS)
	@failed=0; for f in $(FUZZERS); do $(BUILD)/replay/$$f fuzz/corpus/$$f || failed=1; done; exit $$failed

$(BUILD)/replay/%: fuzz/fuzz_%.c fuzz/replay.c $(BUILD)/libsitrep.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< fuzz/replay.c $(BUILD)/libsitrep.a $(LDLIBS_ALL)

# make fuzz F=dates T=300: libFuzzer, with clang; findings land in fuzz/findings
F ?= $(firstword $(FUZZERS))
T ?= 60
fuzz:
	@mkdir -p fuzz/findings fuzz/corpus/$(F)
	$(MAKE) --no-print-directory CC=clang-14 BUILD=build-fuzz SAN=address,undefined,fuzzer-no-link build-fuzz/libsitrep.a
	clang-14 -std=c17 -O1 -g -D_GNU_SOURCE -Isrc -Iinclude -Ibuild-fuzz -fsanitize=address,undefined,fuzzer \
	  -o build-fuzz/fuzz_$(F) fuzz/fuzz_$(F).c build-fuzz/libsitrep.a $(LDLIBS_ALL)
	build-fuzz/fuzz_$(F) -max_total_time=$(T) -artifact_prefix=fuzz/findings/$(F)- $(wildcard fuzz/$(F).dict:%=-dict=%) fuzz/corpus/$(F)

layers check-layers:
	@tools/layers

# each header compiles alone
headers: $(BUILD)/gen/tables.def
	@for h in $(HEADERS); do echo "#include \"$${h#*/}\"" | $(CC) $(CFLAGS_ALL) -Werror -fsyntax-only -x c - || exit 1; done
	@echo "headers: $(words $(HEADERS)) passed, 0 failed"

FORMATTED := $(SOURCES) $(HEADERS) $(wildcard fuzz/*.c tools/*.c bench/*.c)
fmt:
	clang-format-14 -i $(FORMATTED)
check-fmt:
	@clang-format-14 --dry-run -Werror $(FORMATTED) && echo "format: $(words $(FORMATTED)) passed, 0 failed"

.PHONY: fresh
fresh:
	tools/fresh
