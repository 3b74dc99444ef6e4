# data/schema/NAME.schema.json, linked in as sr_schema_NAME: what `sitrep schema` prints and `sitrep validate` checks by
SCHEMAS := $(sort $(notdir $(basename $(basename $(wildcard data/schema/*.schema.json)))))
TABLE_O += $(SCHEMAS:%=$(BUILD)/schema/%.o)

$(BUILD)/schema/%.o: data/schema/%.schema.json mk/schema.mk
	@mkdir -p $(@D)
	@n=sr_schema_$$(echo $* | tr - _); printf '.section .rodata\n.globl %s\n.hidden %s\n%s:\n.incbin "%s"\n.byte 0\n.section .note.GNU-stack,"",%%progbits\n' \
	  $$n $$n $$n $< >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)
