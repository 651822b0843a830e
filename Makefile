# numbmed: build, play, check. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
VARIANT ?= release
CC = gcc
VERSION = 0.1.0
DATADIR = $(PREFIX)/share/numbmed

BUILD = build/$(VARIANT)
ROOMS = base script session remind audio journal play ui cmd
SOURCES = $(sort $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c)))
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
MAIN = $(BUILD)/src/main.o

LIBRARIES = ao sndfile samplerate libebur128 libcyaml yaml-0.1 ncursesw jansson sqlite3
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wpointer-arith -Wcast-qual \
	-Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wundef -Wswitch-enum -Wvla
DEFINES = -D_GNU_SOURCE -DNUMBMED_VERSION='"$(VERSION)"' -DNUMBMED_DATADIR='"$(DATADIR)"'

# gcc 12 leaves most loops over samples alone at -O2 unless it may weigh what vectors cost.
VECTORS_gcc = -fvect-cost-model=dynamic
FLAGS_release = -O2 $(VECTORS_$(CC)) -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LINK_release = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
FLAGS_debug = -O0 -g3
FLAGS_asan = -O1 -g3 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LINK_asan = -fsanitize=address,undefined
FLAGS_tsan = -O1 -g3 -fno-omit-frame-pointer -fsanitize=thread
LINK_tsan = -fsanitize=thread

ifeq ($(filter $(VARIANT),release debug asan tsan),)
$(error VARIANT is release, debug, asan or tsan, not "$(VARIANT)")
endif
ifdef CI
WARNINGS += -Werror
endif

# Asked once, and only by targets that compile.
LIBRARY_CFLAGS = $(eval LIBRARY_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES)))$(LIBRARY_CFLAGS)
LIBRARY_LIBS = $(eval LIBRARY_LIBS := $(shell pkg-config --libs $(LIBRARIES)) -lunistring -lm -pthread)$(LIBRARY_LIBS)
COMPILE = $(CC) -std=c11 $(WARNINGS) $(FLAGS_$(VARIANT)) $(DEFINES) -Iinclude $(LIBRARY_CFLAGS) -pthread -MMD -MP

.PHONY: all
all: numbmed

numbmed: $(BUILD)/numbmed
	@cp -f $< $@

$(BUILD)/numbmed: $(MAIN) $(OBJECTS)
	@echo LD $@
	@$(CC) $(LINK_$(VARIANT)) -o $@ $^ $(LIBRARY_LIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo CC $<
	@$(COMPILE) -c -o $@ $<

# Where the installed library root lies is compiled in: another PREFIX compiles it anew.
$(BUILD)/src/script/library.o $(BUILD)/src/play/speakers.o: $(BUILD)/datadir
$(BUILD)/datadir: FORCE
	@mkdir -p $(@D)
	@echo '$(DATADIR)' | cmp -s - $@ || echo '$(DATADIR)' > $@
.PHONY: FORCE
FORCE:

# ---- what must be installed: asked of dpkg, fetched by apt

BUILD_PACKAGES = gcc libc6-dev pkg-config libao-dev libsndfile1-dev libsamplerate0-dev libebur128-dev \
	libcyaml-dev libyaml-dev libncurses-dev libunistring-dev libjansson-dev libsqlite3-dev
TEST_PACKAGES = libcmocka-dev libvterm-dev libebur128-dev pulseaudio pulseaudio-utils python3 python3-yaml \
	tzdata sox vorbis-tools
BENCH_PACKAGES = time mpv cmus sox libsox-fmt-pulse ffmpeg strace python3-numpy sqlite3 tmux
LINT_PACKAGES = clang clang-format clang-tidy cppcheck universal-ctags python3

.PHONY: need-build need-tests need-bench need-lint
need-build:
	@tests/need $(BUILD_PACKAGES)
need-tests:
	@tests/need $(BUILD_PACKAGES) $(TEST_PACKAGES)
need-bench:
	@tests/need $(BUILD_PACKAGES) $(TEST_PACKAGES) $(BENCH_PACKAGES)
need-lint:
	@tests/need $(BUILD_PACKAGES) $(TEST_PACKAGES) $(LINT_PACKAGES)

# Installs what is missing, builds, plays. YES=1 installs without asking.
.PHONY: play
play: need-build
	@$(MAKE) --no-print-directory all
	@./numbmed play

# ---- tests: each tests/KIND/NAME.c is a program of its own that runs with cmocka. `unit` calls the
# rooms; `screen` runs numbmed on a pseudo-terminal under libvterm; `sound` on a real sound server.

KINDS = unit screen sound
SUPPORT = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
PROGRAMS = $(foreach kind,$(KINDS),$(patsubst %.c,$(BUILD)/%,$(wildcard tests/$(kind)/*.c)))
TEST_LIBS = -lcmocka -lvterm -lutil -lebur128

$(BUILD)/tests/%.o: COMPILE += -Itests

$(PROGRAMS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(SUPPORT) $(OBJECTS)
	@echo LD $@
	@$(CC) $(LINK_$(VARIANT)) -o $@ $^ $(LIBRARY_LIBS) $(TEST_LIBS)

# What `make bench` runs beside numbmed itself.
BENCH_PROGRAMS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
$(BENCH_PROGRAMS): $(BUILD)/%: $(BUILD)/%.o $(OBJECTS)
	@echo LD $@
	@$(CC) $(LINK_$(VARIANT)) -o $@ $^ $(LIBRARY_LIBS)

.SECONDARY:

.PHONY: programs $(KINDS)
programs: $(PROGRAMS)

# Each test program finds the one it tests by NUMBMED.
$(KINDS): %: all programs
	@tests/run $(filter $(BUILD)/tests/$*/%,$(PROGRAMS))

# Installs what the tests need and runs them all.
.PHONY: check
check: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) all programs
	@tests/floors
	@tests/practices
	@tests/narrator.py
	@tests/reminders.py
	@tests/wording.py
	@tests/practice-rules
	@tests/listener.py
	@tests/journal_files.py
	@tests/scores
	@tests/bells
	@tests/damage.py
	@tests/kills.py
	@tests/run $(PROGRAMS)

.PHONY: bench
bench: need-bench
	@$(MAKE) --no-print-directory -j$$(nproc) all $(BENCH_PROGRAMS)
	@BUILD=$(BUILD) tests/bench/run

# ---- the bells: audio/bells/*.flac lie in the repository; this makes them anew from their tables

.PHONY: bells
bells: need-build
	@$(MAKE) --no-print-directory $(BUILD)/audio/bells/bells
	@$(BUILD)/audio/bells/bells audio/bells

$(BUILD)/audio/bells/bells: $(BUILD)/audio/bells/bells.o
	@echo LD $@
	@$(CC) $(LINK_$(VARIANT)) -o $@ $^ $(LIBRARY_LIBS)

# Measures the backgrounds and draws docs/backgrounds.svg.
.PHONY: backgrounds
backgrounds: need-bench
	@$(MAKE) --no-print-directory $(BUILD)/tests/bench/background
	@BUILD=$(BUILD) tests/backgrounds

# Draws docs/stats.svg, feelings.svg and weeks.svg from a made-up journal.
.PHONY: statistics
statistics: need-bench
	@$(MAKE) --no-print-directory all $(BUILD)/tests/bench/stats
	@BUILD=$(BUILD) tests/statistics


C_FILES = $(wildcard src/*.c src/*/*.c include/*/*.h tests/*/*.c tests/*/*.h audio/bells/*.c)

.PHONY: lint
lint: need-lint
	clang-format --dry-run -Werror $(C_FILES)
	clang-tidy --quiet $(SOURCES) src/main.c audio/bells/bells.c -- \
		-std=c11 $(DEFINES) -Iinclude $(LIBRARY_CFLAGS)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --error-exitcode=1 -Iinclude $(DEFINES) src audio/bells
	$(MAKE) --no-print-directory CC=clang CI=1 BUILD=build/clang build/clang/numbmed \
		build/clang/audio/bells/bells
	tests/floors
	tests/sizes

# The program and its library root. An installed program finds $(DATADIR).
.PHONY: install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(DATADIR)
	install -m 755 $(BUILD)/numbmed $(DESTDIR)$(PREFIX)/bin/numbmed
	./numbmed manual > $(DESTDIR)$(PREFIX)/share/man/man1/numbmed.1
	./numbmed completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/numbmed
	cp -R --no-preserve=mode,ownership scripts audio $(DESTDIR)$(DATADIR)

.PHONY: uninstall
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/numbmed $(DESTDIR)$(PREFIX)/share/man/man1/numbmed.1 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/numbmed
	rm -rf $(DESTDIR)$(DATADIR)

.PHONY: help
help:
	@echo 'make            build ./numbmed'
	@echo 'make play       install what is missing, build, and play'
	@echo 'make check      install what the tests need and run them all'
	@echo 'make bench      measure, side by side with other programs'
	@echo 'make bells      make audio/bells/*.flac anew'
	@echo 'make backgrounds  measure the backgrounds, draw their spectra'
	@echo 'make statistics  draw statistics of a made-up journal for docs/'
	@echo 'make lint       clang-format, clang-tidy, cppcheck, clang, floors, function sizes'
	@echo 'make install    to PREFIX ($(PREFIX)), below DESTDIR'
	@echo 'make VARIANT=debug|release|asan|tsan …'

.PHONY: clean
clean:
	rm -rf build numbmed

-include $(shell find build -name '*.d' 2>/dev/null)
