# The situation reports of our own articles (tests/corpus/report); `make accept-report` takes the new ones as right
.PHONY: check-report accept-report
check-report: $(BUILD)/sitrep
	@tests/corpus/report/run $(BUILD)/sitrep

accept-report: $(BUILD)/sitrep
	@tests/corpus/report/run $(BUILD)/sitrep accept
