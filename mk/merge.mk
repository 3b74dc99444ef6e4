# check-rewrites: are reprints found? (bench/rewrites.py says how); `bench/rewrites.py` alone measures a thousand
.PHONY: check-rewrites
check-rewrites: $(BUILD)/sitrep $(BUILD)/bench/reprints
	@bench/rewrites.py --rewrites 100 --check | tail -1
$(BUILD)/bench/reprints: bench/reprints.c $(BUILD)/libsitrep.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)
