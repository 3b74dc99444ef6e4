# check-rewrites: are reprints found? (bench/rewrites.py says how); `bench/rewrites.py` alone measures a thousand
.PHONY: check-rewrites
check-rewrites: $(BUILD)/sitrep $(BUILD)/bench/reprints
	@bench/rewrites.py --rewrites 100 --check | tail -1
$(BUILD)/bench/reprints $(BUILD)/bench/merge: $(BUILD)/bench/%: bench/%.c $(BUILD)/libsitrep.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)

# what a record costs among a thousand and among a hundred thousand, into docs/performance.md
.PHONY: bench-merge
bench-merge: $(BUILD)/sitrep $(BUILD)/bench/merge
	@bench/merge.py

# small sets of reports and the incidents that they tell of; `make accept-stories` takes what comes out as known
.PHONY: check-stories accept-stories
check-stories: $(BUILD)/sitrep
	@tests/corpus/stories/run $(BUILD)/sitrep

accept-stories: $(BUILD)/sitrep
	@tests/corpus/stories/run $(BUILD)/sitrep accept
