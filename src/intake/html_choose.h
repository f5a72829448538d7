/* Which lines of a web page are the decision.
 *
 * A page tells by its elements, classes and roles what is menu, footer, banner or hidden; by its
 * words what is the decision for certain: labels ("Karar No"), the title, the council's formulas.
 * Those lines are the anchors.
 * - What is not shown is out. What stands around is out. What only may stand around (class
 *   "header", <form>, …) is in, if an anchor or prose is in it.
 * - From the first anchor to the last all is in but menus: three short links and more.
 * - Before and behind, each part of the page that holds no anchor is judged as a whole: out with
 *   many links or with the words of an imprint; in where it stands right among the decision's own
 *   paragraphs; in elsewhere only with prose or a table and no link at all.
 * - Where no anchor is left, what was out comes back, first what stands around, then what is
 *   hidden: an odd class costs no decision. Crossed-out text never comes back. */
#ifndef INTAKE_HTML_CHOOSE_H
#define INTAKE_HTML_CHOOSE_H

#include "intake/html_items.h"

/* Sets `kept` and `near` of all items. Returns whether hidden text had to be taken. */
bool html_choose(struct html_tree *tree, struct html_items *items);

#endif
