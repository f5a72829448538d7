/* The section of the configuration file that is sync's; the other sections are the kiosk's.
 *
 *     [update]
 *     url = https://kararlar.example.bel.tr/meclis-kiosk/
 *     allow_http = no
 *     proxy = http://proxy.example.bel.tr:3128
 *     ca = /etc/meclis-kiosk/ca.pem          believe this authority and no other
 *     connect_seconds = 15
 *     answer_seconds = 30                    for a small file, all of it
 *     stall_seconds = 30                     slower than stall_bytes a second for so long: given up
 *     stall_bytes = 100
 *     total_seconds = 1800                   for the whole run
 *     retry_min_seconds = 60                 a timer's pause after one failure; doubles each time
 *     retry_max_seconds = 3600
 */
#ifndef SYNC_CONFIG_H
#define SYNC_CONFIG_H

#include <stdbool.h>

#include "base/err.h"

#define CONFIG_TEXT 200 /* a line of the file is shorter */

struct sync_config {
    char url[CONFIG_TEXT];   /* "" for none */
    char proxy[CONFIG_TEXT]; /* "" for none; the environment is never asked */
    char ca[CONFIG_TEXT];    /* a PEM file, "" for the system's authorities */
    bool allow_http;
    int connect_seconds, answer_seconds, total_seconds; /* 1 to 86400 */
    int stall_seconds, stall_bytes;
    int retry_min_seconds, retry_max_seconds;
};

struct sync_config sync_config_default(void);

/* Over what is in ret. ERR_MISSING: no such file; ERR_USAGE: a line is wrong, and which. */
enum err_code sync_config_read(const char *path, struct sync_config *ret, struct err *err) CHECKED;

#endif
