#!/bin/sh
# Documents that were made to do harm: a clear line each, an exit code, bounded memory and time. Memory is that
# of the program and its children together, as the kernel counts it; where a sanitizer holds memory of its own
# the figure says nothing and is not looked at.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
memory=262144 # KiB
seconds=20    # for one of them, on a slow machine with other work
cd "$work" || exit 1
mkdir in
sanitized=$(nm -D "$publish" 2>/dev/null | grep -c __asan_init)

decision() { # NUMBER
    printf 'Karar No: %s\nKarar Tarihi: 09/07/2015\nKONUSU: Konu %s\nMeclisimizce oybirliği ile karar verildi.\n' "$1" "$1"
}
# long TEXT BYTES: the text again and again, in one line.
long() { yes "$1" | tr -d '\n' | head -c "$2"; }
lines() { yes "$1" | head -n "$2"; } # TEXT COUNT
# word FILE: a Word document of the document.xml on standard input.
word() {
    mkdir -p word/word word/_rels
    printf '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' >'word/[Content_Types].xml'
    printf '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>' >word/_rels/.rels
    cat >word/word/document.xml
    (cd word && zip -q -1 -r "../in/$1" .)
    rm -r word
}
W='<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
# entities: a document type with ten times ten times … the same word.
entities() {
    printf '<!DOCTYPE html [<!ENTITY a "gülme">'
    before=a
    for name in b c d e f g h i j; do
        printf '<!ENTITY %s "' $name
        for i in 1 2 3 4 5 6 7 8 9 0; do printf '&%s;' $before; done
        printf '">'
        before=$name
    done
    printf ']>'
}
outside='<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "file:///etc/passwd"> %y;]>'

# hostile FILE CODE WORDS: imports it, or tries to.
hostile() {
    said=$3
    exits "$1" "$2" timeout "$seconds" "$BUILD/peak" peak "$publish" import --dry-run --library none.db --report report.json "in/$1"
    says "$1: it is said" "$out$errors" "$said"
    check "$1: nothing of /etc/passwd is read" test "$(printf '%s\n%s\n' "$out" "$errors" | cat - report.json | grep -c 'root:')" -eq 0
    [ "$sanitized" -gt 0 ] || check "$1: $(cat peak) KiB are at most $memory" test "$(cat peak)" -le $memory
    # one line of its own for a refused one, and the number of those that need a look
    [ "$2" -ne 4 ] || same "$1: in a line" "$(printf '%s\n' "$errors" | wc -l | tr -d ' ')" 2
    rm -rf "in/${1:?}"
}

# ---- long ----
{ decision 1 && long 'söz ' 10485760; } >in/line.txt
hostile line.txt 0 "2015/1 "
long x 10485760 >in/word.txt
hostile word.txt 4 "no decision number found"
{ printf '<p>' && long 'söz ' 10485760; } >in/line.html
hostile line.html 4 "no decision number found"
{ decision 2 && lines 'Bir satır.' 1000000; } >in/lines.txt
hostile lines.txt 4 "more than 200000 lines; save each decision to a file of its own"
lines '<p>Bir satır.' 1000000 >in/lines.html
hostile lines.html 4 "more than 200000 lines"
lines '<br>' 2500000 >in/breaks.html
hostile breaks.html 4 "there is no text in it"
long '<p hidden>a' 10485760 >in/hidden.html
hostile hidden.html 4 "more than 200000 lines"
long '&lt;' 10485760 >in/letters.html
hostile letters.html 4 "no decision number found"
{ printf '%s' "$W" && lines '<w:p><w:r><w:t>Bir satır</w:t></w:r></w:p>' 300000 && printf '</w:body></w:document>'; } | word lines.docx
hostile lines.docx 4 "more than 200000 lines"
{ decision 3 && long 'Tel 0532 123 45 67, 12345678950, TR33 0006 1005 1978 6457 8413 26. ' 4000000; } >in/personal.txt
hostile personal.txt 0 "2015/3 "
truncate -s 70M in/large.txt
hostile large.txt 4 "larger than 64 MiB; save each decision to a file of its own"
head -c 5000000 /dev/urandom >in/noise.txt
hostile noise.txt 4 "noise.txt"
{ printf '%%PDF-1.7\n' && head -c 5000000 /dev/urandom; } >in/noise.pdf
hostile noise.pdf 4 "a damaged PDF"
{ printf 'PK\3\4' && head -c 5000000 /dev/urandom; } >in/noise.docx
hostile noise.docx 4 "a damaged archive"

# ---- PDFs that take memory, side by side ----
mkdir in/side
{
    printf '%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n'
    printf '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length 6000013>>stream\n1 1 1 1 re f '
    lines q 3000000
    printf '\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n'
} >in/side/1.pdf
for i in 2 3 4 5 6; do cp in/side/1.pdf in/side/$i.pdf; done
exits "six such PDFs" 4 timeout $((2 * seconds)) "$BUILD/peak" peak "$publish" import --dry-run --library none.db in/side
same "a line each" "$(printf '%s\n' "$errors" | grep -c '/side/[1-6].pdf: ')" 6
[ "$sanitized" -gt 0 ] || check "six such PDFs: $(cat peak) KiB are at most $memory" test "$(cat peak)" -le $memory
rm -r in/side

# ---- deep ----
{ lines '<div>' 5000 && decision 4; } >in/deep.html
hostile deep.html 0 "2015/4 "
{ lines '<table><tr><td>' 5000 && decision 4; } >in/tables.html
hostile tables.html 4 "its tags are nested too deep"
{ lines '<b><i>' 500000 && decision 4; } >in/deeper.html
hostile deeper.html 4 "its tags are nested too deep"
{ printf '%s' "$W" && lines '<w:tbl><w:tr><w:tc>' 5000; } | word deep.docx
hostile deep.docx 4 "is nested too deep"

# ---- entities ----
for kind in html xhtml; do
    { entities && printf '<html><body><p>' && decision 5 && printf '&j;</p>'; } >in/laughs.$kind
    hostile laughs.$kind 0 "2015/5 "
    { printf '<?xml version="1.0"?>%s<html><body><p>' "$outside" && decision 6 && printf '&x;</p><iframe src="/etc/passwd"></iframe>'; } >in/outside.$kind
    hostile outside.$kind 0 "2015/6 "
done
{ entities && printf '%s<w:p><w:r><w:t>Karar No: 7 &j;</w:t></w:r></w:p></w:body></w:document>' "$W"; } | word laughs.docx
hostile laughs.docx 4 "has a DOCTYPE, which no Word document has"
{ printf '%s%s<w:p><w:r><w:t>Karar No: 7 &x;</w:t></w:r></w:p></w:body></w:document>' "$outside" "$W"; } | word outside.docx
hostile outside.docx 4 "has a DOCTYPE, which no Word document has"

# ---- packed ----
mkdir bomb && head -c 100M /dev/zero >bomb/a.txt && (cd bomb && zip -q -1 ../in/bomb.zip a.txt)
hostile bomb.zip 4 "bomb.zip/a.txt: larger than 64 MiB"
{ printf '%s<w:p><w:r><w:t>' "$W" && long 'söz ' 30000000 && printf '</w:t></w:r></w:p></w:body></w:document>'; } | word bomb.docx
hostile bomb.docx 4 "larger than 16 MiB of text"
rm bomb/a.txt && head -c 60M /dev/zero >bomb/0.txt && for i in $(seq 19); do ln bomb/0.txt bomb/$i.txt; done
(cd bomb && zip -q -1 ../in/many.zip ./*.txt) && (cd in && zip -q ../twice.zip many.zip) && rm bomb/*
hostile many.zip 4 "it would unpack to more than 100 times its size"
mv twice.zip in
hostile twice.zip 4 "twice.zip/many.zip: it would unpack to more than 100 times its size"

# ---- what is no file, in a folder and by its name ----
mkdir in/folder && decision 8 >in/folder/karar.txt
ln -s /dev/zero in/folder/zero.txt
ln -s /etc/passwd in/folder/passwd.txt
ln -s /etc in/folder/etc
ln -s . in/folder/here
ln -s loop.txt in/folder/loop.txt
mkfifo in/folder/fifo.txt in/folder/fifo.zip
"$BUILD/peak" --socket in/folder/socket.txt
for name in zero.txt passwd.txt etc here loop.txt; do set -- "$@" "$name: skipped, a symbolic link"; done
for name in fifo.txt fifo.zip socket.txt; do set -- "$@" "$name: skipped, not a regular file"; done
if mknod in/folder/device.txt c 1 5 2>/dev/null; then set -- "$@" "device.txt: skipped, not a regular file"; fi
cp -R in/folder again
hostile folder 0 "2015/8 "
for line in "$@"; do says "folder: $line" "$errors" "$line"; done
same "a line each, and no more" "$(printf '%s\n' "$errors" | grep -c 'folder/')" $#
for name in fifo.txt fifo.zip socket.txt; do
    exits "$name by its name" 4 timeout 5 "$publish" import --dry-run --library none.db "again/$name"
done
for name in zero.txt loop.txt; do
    exits "$name by its name" "$([ $name = zero.txt ] && echo 4 || echo 3)" timeout 5 "$publish" import --dry-run --library none.db "again/$name"
done
check "a dry run has made nothing" test ! -e none.db
finish
