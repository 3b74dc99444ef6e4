# The web page in a browser (tests/page): `tools/needs page` installs Chromium, Node.js and npm; nothing of it is linked.
.PHONY: check-page
check-page: $(BUILD)/sitrep
	@[ -d tests/page/node_modules ] || (cd tests/page && npm ci --no-audit --no-fund --silent)
	@node tests/page/run.mjs $(BUILD)/sitrep
