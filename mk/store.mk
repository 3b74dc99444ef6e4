# src/store/migrations/N.sql, linked in as sr_migration_N: what makes version N of a store
MIGRATIONS := $(sort $(basename $(notdir $(wildcard src/store/migrations/*.sql))))
TABLE_O += $(MIGRATIONS:%=$(BUILD)/migrations/%.o)

$(BUILD)/migrations/%.o: src/store/migrations/%.sql mk/store.mk
	@mkdir -p $(@D)
	@printf '.section .rodata\n.globl sr_migration_%s\n.hidden sr_migration_%s\nsr_migration_%s:\n.incbin "%s"\n.byte 0\n.section .note.GNU-stack,"",%%progbits\n' \
	  $* $* $* $< >$(@:.o=.s)
	$(AS) -o $@ $(@:.o=.s)
