/* What `help COMMAND` says besides the command's own line. */
#ifndef PUBLISH_HELP_H
#define PUBLISH_HELP_H

/* Whole lines; NULL where there is no more to say. */
const char *help_more(const char *command);

#endif
