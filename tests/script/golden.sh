#!/bin/sh
exec sh "$ROOT/tests/golden.sh" "$BUILD"
