/*
 * The schema: one piece of memory, made anew for each caller, for some ask again and
 * again. Names and formats are constants of the library.
 */
#include "lib/export/arrow_batch.h"

#include <stdatomic.h>
#include <string.h>

/* By FORM_. */
static const char *const formats[] = {
    [FORM_TEXT] = "u",  [FORM_NAME] = "s",       [FORM_INT32] = "i",
    [FORM_INT64] = "l", [FORM_TIME] = "tsu:UTC", [FORM_BOOL] = "b",
};

/* Metadata as Arrow has it: the number of pairs, then each key and value behind its length. */
struct unit {
    int32_t pairs, key_length;
    char key[4];
    int32_t value_length;
    char value[12];
};
/* clang-format off */
#define UNIT(name) {1, 4, {'u', 'n', 'i', 't'}, sizeof(name) - 1, name}
/* clang-format on */

/* By PFL_UNIT_. */
static const struct unit units[] = {
    [PFL_UNIT_MICROSECONDS] = UNIT("microseconds"),
    [PFL_UNIT_BYTES] = UNIT("bytes"),
    [PFL_UNIT_BITS] = UNIT("bits"),
};

/* The schemas of the struct, its columns and their dictionaries; the struct's is a copy that was given away. */
struct family {
    pfl_allocator allocator;
    size_t size;
    atomic_uint holders; /* schemas not released yet */
    struct ArrowSchema schemas[];
};

static void release_schema(struct ArrowSchema *schema)
{
    struct family *family = schema->private_data;
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
    if (schema->dictionary != NULL && schema->dictionary->release != NULL)
        schema->dictionary->release(schema->dictionary);
    schema->release = NULL;
    if (atomic_fetch_sub_explicit(&family->holders, 1, memory_order_acq_rel) == 1)
        family->allocator.resize(family->allocator.context, family, family->size, 0);
}

static void start_schema(struct family *family, struct ArrowSchema *schema, const char *name, const char *format)
{
    *schema = (struct ArrowSchema){.format = format, .name = name, .release = release_schema, .private_data = family};
    atomic_fetch_add_explicit(&family->holders, 1, memory_order_relaxed);
}

int32_t pfl_arrow_schema(const pfl_arrow *arrow, struct ArrowSchema *schema)
{
    if (schema == NULL)
        return PFL_ERR_ARGUMENT;
    schema->release = NULL;
    if (arrow == NULL)
        return PFL_ERR_ARGUMENT;

    size_t count = arrow->column_count, most = 2 * count; /* a dictionary each, at most */
    size_t size = sizeof(struct family) + most * sizeof(struct ArrowSchema) + count * sizeof(struct ArrowSchema *);
    struct family *family = arrow->allocator.resize(arrow->allocator.context, NULL, 0, size);
    if (family == NULL)
        return PFL_ERR_MEMORY;
    family->allocator = arrow->allocator;
    family->size = size;
    atomic_init(&family->holders, 0);
    struct ArrowSchema **pointers = (struct ArrowSchema **)(void *)&family->schemas[most];

    start_schema(family, schema, "", "+s");
    schema->n_children = (int64_t)count;
    schema->children = pointers;
    for (size_t i = 0; i < count; i++) {
        const struct form *form = &arrow->columns[i].form;
        struct ArrowSchema *column = pointers[i] = &family->schemas[i];
        bool binary = form->form == FORM_TEXT && (arrow->flags & PFL_ARROW_BINARY) != 0;
        start_schema(family, column, form->name, binary ? "z" : formats[form->form]);
        column->flags = form->may_lack ? ARROW_FLAG_NULLABLE : 0;
        if (form->unit != PFL_UNIT_NONE)
            column->metadata = (const char *)&units[form->unit];
        if (form->form == FORM_NAME) {
            column->dictionary = &family->schemas[count + i];
            start_schema(family, column->dictionary, "", "u");
        }
    }
    return PFL_OK;
}
