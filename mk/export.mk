# Whole files of every export format, held against what their standards ask (docs/formats). Debian's own Python, for
# its jsonschema
.PHONY: check-export
check-export: $(BUILD)/sitrep
	@/usr/bin/python3 tests/export/check.py $(BUILD)/sitrep
