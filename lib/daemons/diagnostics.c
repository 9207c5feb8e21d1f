#include "lib/daemons/diagnostics.h"

bool pfl_read_diagnostic(struct line *line)
{
    if (line->event->severity == PFL_SEVERITY_INFO)
        return false;
    line->event->kind = line->event->severity == PFL_SEVERITY_WARNING ? PFL_KIND_WARNING : PFL_KIND_ERROR;
    SET_NUMBER(line, diagnostic, category, PFL_CATEGORY_INTERNAL);
    return true;
}
