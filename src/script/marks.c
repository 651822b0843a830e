#include "script/marks.h"

#include "base/memory.h"
#include "base/path.h"
#include "script/load.h"
#include "script/yaml_tree.h"

#include <stdlib.h>

struct marks {
    char *path;
    struct yaml_tree *tree; /* NULL: not read yet, or it can't be */
    bool is_read;
};

struct marks *marks_new(const char *path)
{
    struct marks *marks = mem_new(1, sizeof *marks);
    marks->path = mem_copy_text(path);
    return marks;
}

void marks_free(struct marks *marks)
{
    if (!marks)
        return;
    yaml_tree_free(marks->tree);
    free(marks->path);
    free(marks);
}

static void read_file(struct marks *marks)
{
    size_t size;
    char *bytes = path_read(marks->path, LOAD_CAPS.file_bytes, &size, NULL);
    if (bytes)
        marks->tree = yaml_tree_open(bytes, size, NULL);
    marks->is_read = true;
    free(bytes);
}

struct mark marks_find(struct marks *marks, const char *where)
{
    struct mark mark = {0, 0};
    if (!marks->is_read)
        read_file(marks);
    if (marks->tree)
        yaml_tree_find(marks->tree, where, &mark);
    return mark;
}
