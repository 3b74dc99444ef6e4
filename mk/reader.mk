# build/readconllu: what the reader's tokens and sentences are scored with (tools/readconllu.c says how)
.PHONY: readconllu
readconllu: $(BUILD)/readconllu
$(BUILD)/readconllu: tools/readconllu.c $(BUILD)/libsitrep.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)
