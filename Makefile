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
# A constant in an enum is but a number: newer clangs warn where one meets a float.
ifneq ($(findstring clang,$(CC)),)
WARNINGS += -Wno-enum-float-conversion
endif

# Asked once, and only by targets that compile.
LIBRARY_CFLAGS = $(eval LIBRARY_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES)))$(LIBRARY_CFLAGS)
LIBRARY_LIBS = $(eval LIBRARY_LIBS := $(shell pkg-config --libs $(LIBRARIES)) -lunistring -lm -pthread)$(LIBRARY_LIBS)
COMPILE = $(CC) -std=c11 $(WARNINGS) $(FLAGS_$(VARIANT)) $(DEFINES) -Iinclude $(LIBRARY_CFLAGS) -pthread -MMD -MP

.PHONY: all
all: numbmed

# Whichever variant was built last: the copy may be newer than what it is to be.
numbmed: $(BUILD)/numbmed FORCE
	@cmp -s $< $@ || cp -f $< $@

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
TEST_PACKAGES = libcmocka-dev libvterm-dev libebur128-dev python3 python3-yaml tzdata sox vorbis-tools espeak-ng \
	pulseaudio pulseaudio-utils pipewire pipewire-bin pipewire-pulse wireplumber dbus-daemon libasound2-plugins mpv
BENCH_PACKAGES = python3-numpy
LINT_PACKAGES = clang clang-format clang-tidy cppcheck universal-ctags python3
# make check runs the bench, too, small.
TEST_PACKAGES += time cmus libsox-fmt-pulse ffmpeg strace valgrind sqlite3 tmux

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
# tests/run runs some programs at a time, and those of ALONE one by one when the others are done: they
# look at how long something takes, or how often it happens in a second.

KINDS = unit screen sound
SUPPORT = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
PROGRAMS = $(foreach kind,$(KINDS),$(patsubst %.c,$(BUILD)/%,$(wildcard tests/$(kind)/*.c)))
ALONE = $(addprefix $(BUILD)/tests/,sound/% screen/breath screen/check_in screen/life unit/audio_sink \
	unit/base_child unit/journal_together unit/play_narrate)
RUN = tests/run $(filter-out $(ALONE),$(1)) --alone $(filter $(ALONE),$(1))
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

of_kind = $(filter $(BUILD)/tests/$(1)/%,$(PROGRAMS))

.PHONY: programs $(KINDS)
programs: $(PROGRAMS)

# Each test program finds the one it tests by NUMBMED.
unit: $(call of_kind,unit)
screen: $(call of_kind,screen)
sound: $(call of_kind,sound)
$(KINDS): all
	@$(call RUN,$(call of_kind,$@))

# Installs what the tests need and runs them all, in a quarter of an hour at most; what takes longer is in
# check-long, of which a small sample is here, with a fixed seed.
.PHONY: check check-long check-short
check: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) all programs $(BUILD)/tests/bench/stats
	@tests/floors
	@tests/practices
	@tests/installed
	@tests/narrator.py
	@tests/reminders.py
	@tests/wording.py
	@tests/practice-rules
	@tests/listener.py
	@tests/journal_files.py
	@tests/scores
	@tests/bells
	@BUILD=$(BUILD) tests/pictures --check
	@tests/damage.py
	@tests/imports.py
	@SEED=13 tests/kills.py 40
	@SEED=13 tests/writers.py
	@tests/costs/run
	@$(call RUN,$(PROGRAMS))
	@$(MAKE) --no-print-directory measures

# What goes by chance, many times over, and every escape sequence in every view.
check-long: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) all programs
	@tests/damage.py all
	@tests/imports.py all
	@tests/kills.py 300
	@SEED=7 tests/writers.py 300
	@NUMBMED_ROUNDS=1000 $(call RUN,$(call of_kind,unit) $(BUILD)/tests/screen/sequences)

# What may differ from one Debian to the next: the rooms, the screen, and one test of sound a server.
ONE_SOUND = $(BUILD)/tests/sound/timing
check-short: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) all $(call of_kind,unit) $(call of_kind,screen) $(ONE_SOUND)
	@$(call RUN,$(call of_kind,unit) $(call of_kind,screen) $(ONE_SOUND))

# The rooms under sanitizers, with a tenth of the random rounds; under that for threads, those that start any.
THREADED = $(patsubst %.c,$(BUILD)/%,$(shell grep -lwE 'pthread_create|player_new|narrate' tests/unit/*.c))
.PHONY: unit-asan unit-tsan threaded
unit-asan: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) VARIANT=asan all $(subst $(BUILD),build/asan,$(call of_kind,unit))
	@NUMBMED_ROUNDS=10 $(MAKE) --no-print-directory VARIANT=asan unit
unit-tsan: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) VARIANT=tsan all $(subst $(BUILD),build/tsan,$(THREADED))
	@NUMBMED_ROUNDS=10 $(MAKE) --no-print-directory VARIANT=tsan threaded
threaded: all $(THREADED)
	@$(call RUN,$(THREADED))

# All parts of the bench, small: whether they still run and give figures.
.PHONY: measures
measures: need-tests
	@$(MAKE) --no-print-directory -j$$(nproc) all $(BENCH_PROGRAMS)
	@BUILD=$(BUILD) tests/bench_stops.py
	@BUILD=$(BUILD) tests/bench/run --small

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

# Draws the screens in docs/ and what stats --svg draws; make check compares their words with today's screens.
.PHONY: pictures
pictures: need-tests
	@$(MAKE) --no-print-directory all $(BUILD)/tests/bench/stats
	@BUILD=$(BUILD) tests/pictures

# Everything that is compiled, by both compilers, a warning being an error. What is built is thrown away.
.PHONY: everything warnings
everything: $(BUILD)/numbmed $(PROGRAMS) $(BENCH_PROGRAMS) $(BUILD)/audio/bells/bells
warnings: need-lint
	@rm -rf build/warnings && mkdir -p build
	@for compiler in gcc clang; do \
		$(MAKE) --no-print-directory -j$$(nproc) CC=$$compiler CI=1 BUILD=build/warnings/$$compiler everything \
			>build/warnings.log 2>&1 || { cat build/warnings.log; exit 1; }; \
		echo "warnings: none from $$($$compiler --version | head -n 1)"; \
	done
	@rm -rf build/warnings build/warnings.log

C_FILES = $(wildcard src/*.c src/*/*.c include/*/*.h tests/*/*.c tests/*/*.h audio/bells/*.c)

.PHONY: lint
lint: need-lint
	clang-format --dry-run -Werror $(C_FILES)
	clang-tidy --quiet $(SOURCES) src/main.c audio/bells/bells.c -- \
		-std=c11 $(DEFINES) -Iinclude $(LIBRARY_CFLAGS)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --error-exitcode=1 -Iinclude $(DEFINES) src audio/bells
	$(MAKE) --no-print-directory warnings
	tests/floors
	tests/sizes

# The program, its manual page, completion and library root. An installed program finds $(DATADIR).
SHARE = $(DESTDIR)$(PREFIX)/share
INSTALLED = $(DESTDIR)$(PREFIX)/bin/numbmed $(SHARE)/man/man1/numbmed.1 \
	$(SHARE)/bash-completion/completions/numbmed $(SHARE)/zsh/site-functions/_numbmed \
	$(SHARE)/fish/vendor_completions.d/numbmed.fish

.PHONY: install
install: all
	install -d $(dir $(INSTALLED)) $(DESTDIR)$(DATADIR)
	install -m 755 $(BUILD)/numbmed $(DESTDIR)$(PREFIX)/bin/numbmed
	./numbmed manual > $(SHARE)/man/man1/numbmed.1
	./numbmed completion bash > $(SHARE)/bash-completion/completions/numbmed
	./numbmed completion zsh > $(SHARE)/zsh/site-functions/_numbmed
	./numbmed completion fish > $(SHARE)/fish/vendor_completions.d/numbmed.fish
	cp -R --no-preserve=mode,ownership scripts audio $(DESTDIR)$(DATADIR)

# What install put there, and nothing of a person's: that lies in their own folders.
.PHONY: uninstall
uninstall:
	rm -f $(INSTALLED)
	rm -rf $(DESTDIR)$(DATADIR)

.PHONY: help
help:
	@echo 'make            build ./numbmed'
	@echo 'make play       install what is missing, build, and play'
	@echo 'make check      install what the tests need and run them all, in 15 minutes at most'
	@echo 'make check-long    what goes by chance, many times over'
	@echo 'make check-short   what may differ from one Debian to the next'
	@echo 'make unit|screen|sound  one kind of tests'
	@echo 'make unit-asan|unit-tsan  the unit tests under sanitizers'
	@echo 'make bench      measure, side by side with other programs'
	@echo 'make measures   the same, small: does each part of it still run?'
	@echo 'make bells      make audio/bells/*.flac anew'
	@echo 'make backgrounds  measure the backgrounds, draw their spectra'
	@echo 'make pictures   draw the screens in docs/ as they are today'
	@echo 'make lint       clang-format, clang-tidy, cppcheck, warnings, floors, function sizes'
	@echo 'make warnings   compile everything by gcc and clang; a warning is an error'
	@echo 'make install    to PREFIX ($(PREFIX)), below DESTDIR'
	@echo 'make uninstall  removes what install put there; your journal and settings stay'
	@echo 'make VARIANT=debug|release|asan|tsan …'

.PHONY: clean
clean:
	rm -rf build numbmed

-include $(shell find build -name '*.d' 2>/dev/null)
