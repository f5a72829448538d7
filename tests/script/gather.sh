#!/bin/sh
# What the PATHs of import stand for: folders, archives, saved pages, and all that is none of them.
. "$ROOT/tests/lib.sh"
library=$work/library.db
# decision NUMBER: a document on stdout.
decision() {
    printf 'Karar No: %s\nKarar Tarihi: 09/07/2015\nKONUSU: Konu %s\nMeclisimizce oybirliği ile karar verildi.\n' "$1" "$1"
}
import() { "$publish" import --library "$library" "$@"; }
zip_of() { # ARCHIVE FOLDER, links as links
    (cd "$2" && zip -q -r -y "$1" .)
}

# ---- a folder as a clerk has it ----
docs=$work/docs
mkdir -p "$docs/karar-3_files" "$docs/başka_dosyalar" "$docs/.git"
decision 1 >"$docs/karar-1.txt"
decision 2 >"$docs/karar-2"
decision 9 >"$docs/başka_dosyalar/karar-9.txt"
decision 77 >"$docs/karar-3_files/cerceve.txt"
: >"$docs/karar-3.htm"
printf 'body {}' >"$docs/site.css"
printf 'x' >"$docs/Thumbs.db"
printf 'x' >"$docs/~\$karar.docx"
printf '\320\317\021\340\241\261\032\341W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0' >"$docs/eski.doc"
printf '\377\330\377\340 tarama' >"$docs/tarama.jpg"
printf 'MM\0*' >"$docs/tarama.tif"
printf '\320\317\021\340\241\261\032\341E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0' >"$docs/kilitli.docx"
printf 'PK\003\004' >"$docs/kesik.zip"
mkfifo "$docs/boru.txt" "$docs/boru.zip"
ln -s /etc "$docs/etc"
ln -s karar-1.txt "$docs/bağ.zip"
exits "a folder with everything in it" 4 import "$docs"
says "the documents are taken" "$out" "2 imported, 0 unchanged, 0 replaced, 6 refused"
says "an old Word file is named" "$errors" "eski.doc: an old Word file (.doc); open it and save it as .docx or PDF"
says "a picture is named" "$errors" "tarama.jpg: a picture"
says "with what to do" "$errors" "text recognition (OCR)"
says "a scan is named" "$errors" "tarama.tif: a picture"
says "a locked file is named" "$errors" "kilitli.docx: locked with a password"
says "an archive that is cut is named" "$errors" "kesik.zip: a damaged archive"
says "an empty page is named" "$errors" "karar-3.htm: an empty file"
says "a FIFO is named" "$errors" "boru.txt: skipped, not a regular file"
says "a FIFO called .zip is named" "$errors" "boru.zip: skipped, not a regular file"
says "a link to a folder is named" "$errors" "etc: skipped, a symbolic link"
says "a link called .zip is named" "$errors" "bağ.zip: skipped, a symbolic link"
says "what belongs to pages and desktops is counted" "$errors" "5 files of another kind left out"
same "in one line each, and one to end with" "$(printf '%s\n' "$errors" | wc -l | tr -d ' ')" 12
exits "a FIFO by its own name" 4 import "$docs/boru.zip"
exits "a link by its own name" 0 import "$docs/bağ.zip"

# ---- a folder in a folder in … ----
deep=$work/deep
path=$deep
for i in $(seq 1 70); do path=$path/a; done
mkdir -p "$path"
decision 4 >"$deep/a/karar-4.txt"
decision 5 >"$path/karar-5.txt"
exits "folders without end" 3 import "$deep"
says "are not followed further" "$errors" "more than 64 folders deep"
says "what is above is taken" "$out" "1 imported"
if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/closed" && chmod 0 "$work/closed"
    exits "a folder that cannot be read" 3 import "$work/closed"
    says "is named" "$errors" "closed: Permission denied"
    chmod 700 "$work/closed"
fi

# ---- archives ----
in=$work/in
mkdir -p "$in/2015" "$in/__MACOSX" "$in/sayfa_files"
decision 11 >"$in/2015/karar-11.txt"
decision 10 >"$in/karar-10.txt"
decision 78 >"$in/__MACOSX/._karar.txt"
decision 12 >"$in/sayfa_files/karar-12.txt"
printf 'x' >"$in/logo.gif"
ln -s karar-10.txt "$in/bag.txt"
mkdir "$work/inner" && decision 80 >"$work/inner/x.txt" && zip_of "$in/iç.zip" "$work/inner"
zip_of "$work/kararlar.zip" "$in"
exits "an archive" 4 import "$work/kararlar.zip"
says "its documents are taken" "$out" "3 imported, 0 unchanged, 0 replaced, 1 refused"
says "an archive in it is named" "$errors" "kararlar.zip/iç.zip: an archive where a document should be; unpack it"
says "a link in it is named" "$errors" "kararlar.zip/bag.txt: skipped, a symbolic link"
says "the rest is counted" "$errors" "kararlar.zip: 2 files of another kind left out"
exits "the same in a folder" 4 import "$work"
says "only what it had left out is new" "$out" "1 imported, 10 unchanged"
cp "$work/kararlar.zip" "$work/docs/255"
exits "the same again by a name without ending" 4 import "$work/docs/255"
says "is an archive all the same" "$out" "0 imported, 3 unchanged"
mkdir "$work/none" && printf x >"$work/none/a.css" && zip_of "$work/none.zip" "$work/none"
exits "an archive with no document in it" 4 import "$work/none.zip"
says "is named" "$errors" "none.zip: there is no document in this archive"

cp "$work/kararlar.zip" "$work/kararlar.docx"
exits "an archive that is called a Word file" 4 import "$work/kararlar.docx"
says "is refused as one" "$errors" "kararlar.docx: an archive where a document should be"
says "and counted" "$out" "0 imported, 0 unchanged, 0 replaced, 1 refused"
finish
