# The Python module, on the library as built; its tests by unittest. Ends as every part does.
.PHONY: check-python
check-python: $(BUILD)/libsitrep.so
	@tests/python/run $(abspath $(BUILD)/libsitrep.so)
