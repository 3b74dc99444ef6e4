# bench-kernel, bench-encoder: the learned reader's arithmetic alone (bench/kernel.c, bench/encoder.c say how)
.PHONY: bench-kernel bench-encoder
bench-kernel bench-encoder: bench-%: $(BUILD)/bench/%
	$<
$(BUILD)/bench/kernel $(BUILD)/bench/encoder $(BUILD)/bench/learned: $(BUILD)/bench/%: bench/%.c $(BUILD)/libsitrep.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL) -ldl
