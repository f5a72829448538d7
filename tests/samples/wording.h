/* The words that samples are made of. In texts {X} stands for something that compose.c fills in:
 *   {D} district  {E} another district  {N} neighbourhood  {A} block  {P} parcel  {M} area
 *   {T} amount  {U} small price  {Y} year of the decision  {K} sister city  {S} name of a street
 *   {O} a plan's scale  {C} commission  {B} an earlier date  {LAW} the legal ground
 * and ’ is the apostrophe of the document. A suffix never follows {X} but {D} and {C}, which keep
 * theirs in the text around ("İlçesi’nde", "Komisyonuna"). */
#ifndef SAMPLES_WORDING_H
#define SAMPLES_WORDING_H

#include <stddef.h>

enum {
    COMMISSION_ZONING,
    COMMISSION_BUDGET,
    COMMISSION_ENVIRONMENT,
    COMMISSION_EDUCATION,
    COMMISSION_TRANSPORT,
    COMMISSION_FARMING,
    COMMISSION_TOURISM,
    COMMISSION_COUNT /* any of them */
};
extern const char *const commissions[COMMISSION_COUNT];

struct department {
    const char *name, *genitive; /* without its apostrophe: "nın" */
    int commission;              /* that its matters go to */
};
enum {
    DEPARTMENT_ZONING,
    DEPARTMENT_FINANCE,
    DEPARTMENT_ESTATE,
    DEPARTMENT_COMPUTING,
    DEPARTMENT_TRANSPORT,
    DEPARTMENT_WORKS,
    DEPARTMENT_ENVIRONMENT,
    DEPARTMENT_FARMING,
    DEPARTMENT_HEALTH,
    DEPARTMENT_CLERK,
    DEPARTMENT_PRESS,
    DEPARTMENT_STAFF,
    DEPARTMENT_FIRE,
    DEPARTMENT_LEGAL,
    DEPARTMENT_WATER,
    DEPARTMENT_COUNT
};
extern const struct department departments[DEPARTMENT_COUNT];

struct law_reference {
    int law;
    const char *article;
    int paragraph;
    const char *item;
};
/* How a decision names its legal ground, and what that means. */
struct law_phrase {
    const char *text;
    struct law_reference references[4]; /* law 0 ends them */
};

/* What may follow the result. */
enum appendix { APPENDIX_NONE, APPENDIX_REGULATION, APPENDIX_TARIFF, APPENDIX_PARCELS };

/* One kind of matter. */
struct topic {
    int department;
    const char *subject;   /* ends in "görüşülmesi" or "talebi" */
    const char *letter[3]; /* what the department writes */
    const char *result;    /* what the council decides, in the dative */
    struct law_phrase law;
    const char *elected; /* for elections: the sentence in place of a result; else NULL */
    enum appendix appendix;
};
extern const struct topic topics[];
extern const size_t topic_count;

extern const char *const general_paragraphs[]; /* fit any letter */
extern const size_t general_count;
extern const char *const regulation_articles[]; /* without their numbers */
extern const size_t regulation_count;

extern const char *const districts[13];
extern const char *const neighbourhoods[12];
extern const char *const streets[8];
extern const char *const sister_cities[6];

#endif
