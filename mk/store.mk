# src/store/migrations/N.sql, linked in as sr_migration_N: what makes version N of a store
MIGRATIONS := $(sort $(basename $(notdir $(wildcard src/store/migrations/*.sql))))
TABLE_O += $(MIGRATIONS:%=$(BUILD)/migrations/%.o)

$(BUILD)/migrations/%.o: src/store/migrations/%.sql mk/store.mk
	@mkdir -p $(@D)
	@printf '.section .rodata\n.globl sr_migration_%s\n.hidden sr_migration_%s\nsr_migration_%s:\n.incbin "%s"\n.byte 0\n.section .note.GNU-stack,"",%%progbits\n' \
	  $* $* $* $< >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)

# kill -9 while documents are added: KILLS times, over stores of KILL_DOCUMENTS; a longer run is part of check-long
KILLS ?= 20
KILL_DOCUMENTS ?= 60
.PHONY: check-kill
check-kill: $(BUILD)/kill
	@$(BUILD)/kill $(KILLS) $(KILL_DOCUMENTS) 1
$(BUILD)/kill: tests/store/kill.c src/store/made_test.h $(BUILD)/libsitrep.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)

# what a document costs as a store grows: make bench-growth DOCUMENTS=100000 [GROWTH="compact crowded"]
DOCUMENTS ?= 10000
RECORDS ?= $(BUILD)/own.jsonl
.PHONY: bench-growth
bench-growth: $(BUILD)/growth $(RECORDS)
	$(BUILD)/growth $(RECORDS) $(DOCUMENTS) $(GROWTH)
$(BUILD)/growth: bench/growth.c bench/growth_records.c bench/growth_records.h src/store/made_test.h $(BUILD)/libsitrep.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LDLIBS_ALL)
$(BUILD)/own.jsonl: $(BUILD)/sitrep data/claims/train.jsonl data/claims/test.jsonl
	cat data/claims/train.jsonl data/claims/test.jsonl | $(BUILD)/sitrep read --reader rules --input jsonl --with-text > $@
