#include "platform/input.h"

#include <SDL.h>

#define MOUSE_FINGER INT64_MIN /* no touch panel has this tracking id */

/* From the glass, where SDL reports it, to the page. */
static void place(const struct window *window, int x, int y, struct touch *ret) {
    struct rect point = window_to_page(window, (struct rect){x, y, 1, 1});
    ret->x = point.x;
    ret->y = point.y;
}

static bool mouse(const struct window *window, const SDL_Event *event, struct input *ret) {
    ret->kind = INPUT_TOUCH;
    ret->touch.finger = MOUSE_FINGER;
    if (event->type == SDL_MOUSEMOTION) {
        ret->touch.kind = TOUCH_MOVE;
        place(window, event->motion.x, event->motion.y, &ret->touch);
        return (event->motion.state & SDL_BUTTON_LMASK) != 0;
    }
    ret->touch.kind = event->type == SDL_MOUSEBUTTONDOWN ? TOUCH_DOWN : TOUCH_UP;
    place(window, event->button.x, event->button.y, &ret->touch);
    return event->button.button == SDL_BUTTON_LEFT;
}

/* Panels report shares of the screen, 1.0 included, and some leave [0, 1] or are no numbers. */
static int on_glass(float share, int pixels) {
    float clamped = !(share > 0) ? 0 : share > 1 ? 1 : share;
    int at = (int)(clamped * (float)pixels);
    return at < pixels ? at : pixels - 1;
}

static bool finger(const struct window *window, const SDL_Event *event, struct input *ret) {
    struct rect glass = window_glass(window);
    ret->kind = INPUT_TOUCH;
    ret->touch.kind = event->type == SDL_FINGERDOWN ? TOUCH_DOWN
                      : event->type == SDL_FINGERUP ? TOUCH_UP
                                                    : TOUCH_MOVE;
    ret->touch.finger = event->tfinger.fingerId;
    place(window, on_glass(event->tfinger.x, glass.w), on_glass(event->tfinger.y, glass.h),
          &ret->touch);
    return true;
}

static bool window_event(const SDL_Event *event, struct input *ret) {
    ret->kind = event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED ? INPUT_RESIZED : INPUT_EXPOSED;
    return ret->kind == INPUT_RESIZED || event->window.event == SDL_WINDOWEVENT_EXPOSED;
}

static bool translate(const struct window *window, const SDL_Event *event, struct input *ret) {
    switch (event->type) {
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
        return mouse(window, event, ret);
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return finger(window, event, ret);
    case SDL_MOUSEWHEEL:
        ret->kind = INPUT_WHEEL;
        ret->wheel = -event->wheel.y;
        return true;
    case SDL_WINDOWEVENT:
        return window_event(event, ret);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        ret->kind = INPUT_LOST;
        return true;
    case SDL_KEYDOWN:
        ret->kind = INPUT_ESCAPE;
        return event->key.keysym.sym == SDLK_ESCAPE;
    case SDL_QUIT:
        ret->kind = INPUT_QUIT;
        return true;
    default:
        return false;
    }
}

bool input_next(const struct window *window, int64_t now_us, struct input *ret) {
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
        struct input input = {.touch.time_us = now_us};
        if (translate(window, &event, &input)) {
            *ret = input;
            return true;
        }
    }
    return false;
}
