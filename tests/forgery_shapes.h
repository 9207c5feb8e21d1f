/*
 * The shapes of lines that have room for other people's words, each with a writer
 * that fills them from attack_text.h, and says what the law leaves open for it.
 */
#ifndef FORGERY_SHAPES_H
#define FORGERY_SHAPES_H

#include "postfix_writer.h"

/* What the law leaves open for one line, beside what a cut does. */
struct latitude {
    int one_reading;  /* the text cannot end its field: no doubt is allowed */
    int silent;       /* fields may be missing without a flag: the mechanism was no mechanism */
    int swallow;      /* internal form: where from ends and to starts cannot be known, only where both lie */
    int prefix_names; /* a login name that holds what follows a name is taken up to there */
};

struct shape {
    const char *name;
    struct latitude (*write)(written *w); /* w->form and w->charset are set */
};

extern const struct shape forgery_shapes[];
extern const size_t forgery_shape_count;

#endif
