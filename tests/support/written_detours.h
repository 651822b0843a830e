/* A file of detours as short as it may be, of which there are no recordings. */
#ifndef TESTS_WRITTEN_DETOURS_H
#define TESTS_WRITTEN_DETOURS_H

#define STEPS(kind, n)                                                                             \
    "      - steps:\n          - id: my-" kind "-" n                                               \
    "-a\n            say: One.\n            pause: 3s\n"                                           \
    "          - id: my-" kind "-" n "-b\n            say: Two.\n"
#define DETOUR(kind)                                                                               \
    "  - id: " kind "\n    title: A title\n    variants:\n" STEPS(kind, "1") STEPS(kind, "2")
#define WAY(name)                                                                                  \
    "    - id: after-" name "\n      do: " name "\n      show: Way " name "\n      say: So be "    \
    "it.\n"

static const char WRITTEN_DETOURS[] = "format: 1\ndetours:\n" DETOUR("restless")
    DETOUR("frustrated") DETOUR("sleepy") DETOUR("wandering")
        DETOUR("ground") "after:\n  question:\n    id: question\n"
                         "    say: What now?\n  options:\n" WAY("stop") WAY("sounds")
                             WAY("feet") "  sounds:\n    - id: sounds-1\n      say: A sound.\n";

#endif
