/* A file of its own: nothing else here knows of Xlib, which SDL loads by itself where it is needed.
 */
#include <dlfcn.h>
#include <string.h>

#include "platform/window.h"

typedef int (*loss_handler)(void *display);

void window_on_loss(int (*ended)(void *display)) {
    void *xlib = dlopen("libX11.so.6", RTLD_NOW | RTLD_NOLOAD);
    void *symbol = xlib ? dlsym(xlib, "XSetIOErrorHandler") : NULL;
    loss_handler (*set)(loss_handler);
    if (!symbol)
        return;
    memcpy(&set, &symbol, sizeof set); /* C has no cast from a pointer to a function */
    set(ended);
}
