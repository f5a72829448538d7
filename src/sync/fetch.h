/* From a web server into the quarantine. */
#ifndef SYNC_FETCH_H
#define SYNC_FETCH_H

#include "base/clock.h"
#include "base/err.h"
#include "sync/config.h"
#include "sync/source.h"

/* A release at an address; no request is made yet. The copies and net.json go into `inbox`.
 * `config` must outlive it. ERR_USAGE: the address cannot be asked. */
enum err_code fetch_open(const char *url, const char *inbox, const struct sync_config *config,
                         const struct clock *clock, struct source **ret, struct err *err) CHECKED;

/* Seconds for which a timer should still leave this server alone, after failures; 0: none. */
int64_t fetch_wait(const struct source *source);

#endif
