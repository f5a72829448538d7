#!/bin/sh
# PDFs through the whole program: what happens when pdftotext is missing, breaks, or must be stopped.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
cd "$work" || exit 1
"$samples" 12 texts --seed 4 >/dev/null
"$BUILD/pdf-maker" pdfs texts/*.txt
import() { "$publish" import --library lib.db "$@"; }

exits "PDFs are imported" 0 import pdfs
says "all of them" "$out" "12 imported"
"$publish" list --library lib.db --json >from-pdf
exits "as their texts say" 0 import texts
says "which add nothing" "$out" "0 imported"
says "and refuse nothing" "$out" "0 refused"
exits "twice changes nothing" 0 import pdfs
says "it says so" "$out" "12 unchanged"

exits "by a parent that ignores the end of its children" 0 sh -c 'trap "" CHLD; exec "$@"' sh "$publish" import --library lib.db pdfs
says "too" "$out" "12 unchanged"

# A pdftotext that cannot be held is started for each PDF. What that costs is one wait.
mkdir static
cp "$BUILD/static-pdftotext" static/pdftotext
exits "a static pdftotext" 0 env PATH="$work/static:$PATH" "$publish" import --library lib.db pdfs
says "gives the same" "$out" "12 unchanged"

# Without pdftotext: a line for each PDF, and the rest goes on.
mkdir bare both
cp texts/"$(ls texts | head -n 1)" both/a.txt
cp pdfs/"$(ls pdfs | tail -n 1)" both/b.pdf
rm lib.db
exits "no pdftotext" 3 env PATH="$work/bare" "$publish" import --library lib.db both
says "is said with its remedy" "$errors" "both/b.pdf: pdftotext is missing; install poppler-utils"
says "the text beside it is imported" "$out" "1 imported"

# Programs in its place: one that floods, one that fails, one that waits.
fake() { # script
    mkdir -p fake
    printf '#!/bin/sh\n%s\n' "$1" >fake/pdftotext
    chmod +x fake/pdftotext
    rm -f lib.db
}
fake 'exec yes' # its output goes beyond every bound
exits "one that floods" 4 env PATH="$work/fake:$PATH" "$publish" import --library lib.db both
says "is stopped" "$errors" "b.pdf: larger than 16 MiB"
says "the rest goes on" "$out" "1 imported"
fake 'exit 1'
exits "one that fails" 4 env PATH="$work/fake:$PATH" "$publish" import --library lib.db both
says "is told" "$errors" "b.pdf: a PDF that its reader breaks off at"
fake 'echo raw words of the tool >&2; exit 3'
exits "one that complains" 4 env PATH="$work/fake:$PATH" "$publish" import --library lib.db both
case $errors in *raw\ words*) not_ok "is not quoted" "$errors" ;; *) ok "is not quoted" ;; esac

# What has become of the import's children when it ends: they end too.
fake 'exec sleep 25'
for signal in TERM KILL; do
    PATH=$work/fake:$PATH setsid "$publish" import --library lib.db both >/dev/null 2>&1 &
    import=$!
    child=
    for wait in $(seq 100); do
        child=$(pgrep -P "$import" -x sleep) && break
        sleep 0.1
    done
    check "a child is at work" test -n "$child"
    kill -s "$signal" "$import"
    wait "$import" 2>/dev/null
    for wait in $(seq 50); do
        kill -0 "$child" 2>/dev/null || break
        sleep 0.1
    done
    if kill -0 "$child" 2>/dev/null; then not_ok "it ends with its parent ($signal)" "$child lives"; else ok "it ends with its parent ($signal)"; fi
done

# A page of 60 MB of strokes: its cost is bounded, and the next document is read.
{
    printf '%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n'
    printf '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length 60000000>>stream\n'
    yes '0 0 595 842 re f 1 1 m 2 2 l S' | head -c 60000000
    printf '\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n'
} >both/a.pdf
rm -f lib.db
exits "a page without end" 4 import both
says "is told" "$errors" "both/a.pdf: "
says "the rest goes on" "$out" "2 imported"
same "in a line" "$(printf '%s\n' "$errors" | grep -c 'both/a.pdf')" 1
finish
