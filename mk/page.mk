# The web page in a browser (tests/page): `tools/needs page` installs Chromium, Node.js and npm; nothing of it is linked.
.PHONY: check-page
check-page: $(BUILD)/sitrep tests/page/node_modules/.package-lock.json
	@node tests/page/run.mjs $(BUILD)/sitrep
