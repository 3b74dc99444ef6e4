# make install: binary, library, header, pkg-config file, man pages. DESTDIR, PREFIX and LIBDIR are honoured.
.PHONY: install uninstall dist check-install
INSTALLED = $(DESTDIR)$(PREFIX)/bin/sitrep $(DESTDIR)$(LIBDIR)/libsitrep.a $(DESTDIR)$(LIBDIR)/libsitrep.so \
  $(DESTDIR)$(LIBDIR)/libsitrep.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/libsitrep.so.$(VERSION) \
  $(DESTDIR)$(PREFIX)/include/sitrep.h $(DESTDIR)$(LIBDIR)/pkgconfig/sitrep.pc
MAN = $(wildcard docs/*.1 docs/*.3 docs/*.5)

$(BUILD)/sitrep.pc: Makefile mk/install.mk
	@mkdir -p $(@D)
	@printf 'prefix=%s\nlibdir=%s\nincludedir=$${prefix}/include\n\nName: sitrep\nDescription: reads the news of an incident and keeps its record\nVersion: %s\nRequires.private: %s\nLibs: -L$${libdir} -lsitrep\nLibs.private: -lm -pthread\nCflags: -I$${includedir}\n' \
	  "$(PREFIX)" "$(LIBDIR)" "$(VERSION)" "$(PKGS)" >$@

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 755 $(BUILD)/sitrep $(DESTDIR)$(PREFIX)/bin/sitrep
	install -m 644 $(BUILD)/libsitrep.a $(DESTDIR)$(LIBDIR)/libsitrep.a
	install -m 755 $(BUILD)/libsitrep.so $(DESTDIR)$(LIBDIR)/libsitrep.so.$(VERSION)
	ln -sf libsitrep.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libsitrep.so.$(SOVERSION)
	ln -sf libsitrep.so.$(SOVERSION) $(DESTDIR)$(LIBDIR)/libsitrep.so
	install -m 644 include/sitrep.h $(DESTDIR)$(PREFIX)/include/sitrep.h
	printf '%s\n' "$$(sed -e 's|^prefix=.*|prefix=$(PREFIX)|' -e 's|^libdir=.*|libdir=$(LIBDIR)|' $(BUILD)/sitrep.pc)" \
	  >$(DESTDIR)$(LIBDIR)/pkgconfig/sitrep.pc
	for m in $(MAN); do s=$${m##*.}; install -d $(DESTDIR)$(PREFIX)/share/man/man$$s && \
	  install -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man$$s/; done

uninstall:
	rm -f $(INSTALLED)
	for m in $(notdir $(MAN)); do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$$m; done

# the release tarball: what git keeps, of HEAD, and the desk's page built, for those without Node.js
dist: web
	@mkdir -p dist
	git archive --format=tar.gz -o dist/sitrep-$(VERSION).tar.gz \
	  $$(find web/dist -type f ! -name .built -printf ' --prefix=sitrep-$(VERSION)/%h/ --add-file=%p') --prefix=sitrep-$(VERSION)/ HEAD

# a program that uses the installed package; and the symbols that the library shows
check-install: all
	@tests/install/run "$(MAKE)" "$(CC)" $(BUILD)
