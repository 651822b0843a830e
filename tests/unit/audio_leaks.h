/* Leaks inside libraries that no caller can mend, for the leak checker of VARIANT=asan: libsndfile
 * forgets its Vorbis state when an Ogg is broken or its header can't be written, and libao its
 * global options. A file that we forget to close shows up all the same: libsndfile isn't listed. */
#ifndef TESTS_AUDIO_LEAKS_H
#define TESTS_AUDIO_LEAKS_H

const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libvorbis.so\nleak:libvorbisenc.so\nleak:libogg.so\nleak:libao.so\n";
}

#endif
