# The learned reader's weights: models/reader.safetensors, linked in where it is in the tree. Where it isn't, rules read.
MODEL := $(wildcard models/reader.safetensors)
MODEL_O := $(BUILD)/model/$(if $(MODEL),weights,none).o
TABLE_O += $(MODEL_O)

$(MODEL_O): $(MODEL) mk/reader.mk
	@mkdir -p $(@D)
	@printf '.section .rodata\n.balign 64\n.globl sr_model_begin, sr_model_end\n.hidden sr_model_begin, sr_model_end\nsr_model_begin:\n%s\nsr_model_end:\n.byte 0\n.section .note.GNU-stack,"",%%progbits\n' \
	  '$(MODEL:%=.incbin "%")' >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)

# build/heads: the learned reader's heads alone, for train/evaluate.py --program (train/heads.c says how)
.PHONY: heads
heads: $(BUILD)/heads
$(BUILD)/heads: train/heads.c $(BUILD)/libsitrep.a
	$(CC) $(CFLAGS_ALL) -D_GNU_SOURCE $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)

# build/readconllu: what the reader's tokens and sentences are scored with (tools/readconllu.c says how)
.PHONY: readconllu
readconllu: $(BUILD)/readconllu
$(BUILD)/readconllu: tools/readconllu.c $(BUILD)/libsitrep.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $< $(BUILD)/libsitrep.a $(LDLIBS_ALL)
