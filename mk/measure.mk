# Measuring: accuracy on the development data, speed and memory. Neither passes or fails.
.PHONY: accuracy bench
accuracy: $(BUILD)/sitrep $(BUILD)/heads
	@tools/accuracy.py --program $(BUILD)/sitrep

bench: $(BUILD)/sitrep
	@bench/bench.py --program $(BUILD)/sitrep
