#include "lib/events/handle.h"

#include <stdlib.h>
#include <string.h>

int32_t pfl_take_options(const void *given, void *out, size_t size)
{
    uint32_t given_size;
    memset(out, 0, size);
    if (given == NULL)
        return PFL_OK;
    memcpy(&given_size, given, sizeof given_size);
    if (given_size == 0)
        return PFL_ERR_OPTION;
    const char *bytes = given;
    for (size_t i = size; i < given_size; i++)
        if (bytes[i] != 0)
            return PFL_ERR_OPTION;
    memcpy(out, given, given_size < size ? given_size : size);
    return PFL_OK;
}

static void *libc_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    (void)context;
    (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

void pfl_take_allocator(pfl_allocator *allocator)
{
    if (allocator->resize == NULL)
        allocator->resize = libc_resize;
}

bool pfl_has_text(const void *data, const pfl_event *events, size_t count)
{
    for (size_t i = 0; data == NULL && i < count; i++)
        if ((events[i].flags & PFL_FLAG_TEXT_OWNED) == 0 && events[i].text_length > 0)
            return false;
    return true;
}
