# The command line: cases (tests/cli), bad inputs with their messages (tests/errors)
.PHONY: check-cli check-errors
check-cli: $(BUILD)/sitrep
	@tests/cli/run $(BUILD)/sitrep $(sort $(wildcard tests/cli/*.case))

check-errors: $(BUILD)/sitrep
	@tests/errors/run $(BUILD)/sitrep
