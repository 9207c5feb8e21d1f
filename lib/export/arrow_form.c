#include "lib/export/arrow_form.h"

#include "lib/events/schema.h"
#include "lib/export/flags.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* By PFL_TYPE_. */
static const struct {
    uint8_t form;
    uint8_t names;
} stored[] = {
    [PFL_TYPE_TEXT] = {FORM_TEXT, NAMES_NONE}, [PFL_TYPE_SEVERITY] = {FORM_NAME, NAMES_SEVERITY},
    [PFL_TYPE_U16] = {FORM_INT32, NAMES_NONE}, [PFL_TYPE_U32] = {FORM_INT64, NAMES_NONE},
    [PFL_TYPE_U64] = {FORM_INT64, NAMES_NONE}, [PFL_TYPE_DURATION] = {FORM_INT64, NAMES_NONE},
    [PFL_TYPE_TIME] = {FORM_TIME, NAMES_NONE}, [PFL_TYPE_CATEGORY] = {FORM_NAME, NAMES_CATEGORY},
};

/* time stands before the others; derived fields have no column. */
static const struct {
    const char *name;
    uint16_t id;
    uint8_t type, unit;
    bool shown;
} event_fields[] = {
#define PFL_FIELD(id, name, type, unit, doc)                                                                           \
    {#name, id, PFL_TYPE_##type, PFL_UNIT_##unit, ID_##name != ID_time && !DERIVED(name)},
#include "lib/events/events.def"
};

static const struct {
    const char *name;
    uint32_t flag;
} flags[] = {
#define FLAG(flag, name) {name, flag},
    EXPORTED_FLAGS(FLAG)};

/* The head's seven, each field and each flag. */
_Static_assert(COUNT(event_fields) + COUNT(flags) + 7 <= MAX_COLUMNS, "room for every column");
_Static_assert(MAX_COLUMNS < NO_COLUMN, "a column's place is a uint8_t");

static struct form field_form(const char *name, uint16_t id, uint16_t type, uint16_t unit)
{
    return (struct form){.name = name,
                         .id = id,
                         .form = stored[type].form,
                         .names = stored[type].names,
                         .type = (uint8_t)type,
                         /* A timestamp has its unit already. */
                         .unit = type == PFL_TYPE_TIME ? PFL_UNIT_NONE : (uint8_t)unit,
                         .may_lack = true};
}

static const struct form escaped = {.name = "escaped", .own = OWN_ESCAPED, .form = FORM_BOOL};

static size_t event_forms(struct form *forms)
{
    size_t count = 0;
    forms[count++] = (struct form){.name = "kind", .own = OWN_KIND, .form = FORM_NAME, .names = NAMES_KIND};
    forms[count++] = field_form("time", ID_time, PFL_TYPE_TIME, PFL_UNIT_NONE);
    forms[count++] = (struct form){.name = "line", .own = OWN_LINE, .form = FORM_INT64};
    forms[count++] = (struct form){.name = "offset", .own = OWN_OFFSET, .form = FORM_INT64, .unit = PFL_UNIT_BYTES};
    for (size_t i = 0; i < COUNT(event_fields); i++)
        if (event_fields[i].shown)
            forms[count++] =
                field_form(event_fields[i].name, event_fields[i].id, event_fields[i].type, event_fields[i].unit);
    forms[count++] = (struct form){.name = "repeat", .own = OWN_REPEAT, .form = FORM_INT64};
    for (size_t i = 0; i < COUNT(flags); i++)
        forms[count++] =
            (struct form){.name = flags[i].name, .own = OWN_FLAG, .form = FORM_BOOL, .flag = flags[i].flag};
    forms[count++] = escaped;
    return count;
}

static uint8_t column_type(const pfl_field *column)
{
    return column->id == PFL_COLUMN_STREAM ? TYPE_STREAM : (uint8_t)column->type;
}

size_t pfl_arrow_forms(const pfl_table *table, struct form forms[MAX_COLUMNS])
{
    if (table == NULL)
        return event_forms(forms);
    size_t count = 0;
    for (; count < table->column_count; count++) {
        const pfl_field *column = &table->columns[count];
        bool text = column_type(column) == TYPE_STREAM;
        forms[count] = field_form(column->name, column->id, text ? PFL_TYPE_TEXT : column->type, column->unit);
        forms[count].type = column_type(column);
    }
    forms[count++] = escaped;
    return count;
}

/* === Routes === */

size_t pfl_arrow_route_count(const pfl_table *table)
{
    size_t count = 0;
    while (table == NULL && pfl_kind_at(count) != NULL)
        count++;
    return table == NULL ? count : 1;
}

static void add_place(struct route *route, const pfl_field *field, uint8_t column)
{
    if (column == NO_COLUMN)
        return;
    *(field->type == PFL_TYPE_TEXT ? &route->spans : &route->others) |= UINT64_C(1) << field->bit;
    route->places[field->bit] = (struct place){field->offset, column};
}

void pfl_arrow_routes(const pfl_table *table, const struct form *columns, size_t count, struct route *routes)
{
    uint8_t by_id[UINT8_MAX + 1];
    const pfl_field *field;
    memset(by_id, NO_COLUMN, sizeof by_id);
    memset(routes, 0, pfl_arrow_route_count(table) * sizeof *routes);
    for (size_t i = 0; i < count; i++)
        if (columns[i].own == OWN_NONE)
            by_id[columns[i].id] = (uint8_t)i;

    for (uint16_t i = 0; table != NULL && i < table->column_count; i++) {
        field = &table->columns[i];
        add_place(routes, field, by_id[field->id]);
    }
    const pfl_kind *kind;
    for (size_t k = 0; table == NULL && (kind = pfl_kind_at(k)) != NULL; k++) {
        for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++)
            add_place(&routes[k], field, by_id[field->id]);
        for (uint16_t i = 0; i < kind->field_count; i++)
            add_place(&routes[k], &kind->fields[i], by_id[kind->fields[i].id]);
    }
}

/* === Dictionaries === */

size_t pfl_arrow_kind_place(uint16_t kind)
{
    const pfl_kind *known = pfl_kind_info(kind);
    if (known == NULL)
        known = pfl_kind_info(PFL_KIND_OTHER);
    return (size_t)(known - pfl_kind_at(0));
}

size_t pfl_arrow_name_count(uint8_t names)
{
    switch (names) {
    case NAMES_KIND:
        return pfl_arrow_route_count(NULL);
    case NAMES_SEVERITY:
        return PFL_SEVERITY_PANIC + 1;
    case NAMES_CATEGORY:
        return PFL_CATEGORY_LIFECYCLE + 1;
    }
    return 0;
}

const char *pfl_arrow_name(uint8_t names, size_t place)
{
    if (names == NAMES_KIND)
        return pfl_kind_at(place)->name;
    return names == NAMES_SEVERITY ? pfl_severity_name((uint8_t)place) : pfl_category_name((uint8_t)place);
}
