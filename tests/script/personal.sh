#!/bin/sh
# What looks like personal data: import warns, release asks, an answer is remembered, and the whole
# number stands nowhere but in the decision. The numbers are made up.
. "${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}/tests/lib.sh"
export MECLIS_CLOCK=2015-07-23T05:15:00Z
cd "$work" || exit 1
number=12345678950
release() { "$publish" release --library lib.db --key keys/publish.key --out r "$@"; }
import() { "$publish" import --library lib.db "$@"; }
# page NUMBER TEXT
page() {
    printf 'T.C.\nMUĞLA BÜYÜKŞEHİR BELEDİYESİ\nM E C L İ S   K A R A R I\nKarar No :%s\nKarar Tarihi :09/07/2015\n' "$1"
    printf 'KONUSU: Konu %s\n%s\nMeclisimizce yapılan görüşme sonucunda;\nKabulüne OYBİRLİĞİ İLE KARAR VERİLDİ.\n' "$1" "$2"
}
"$publish" keygen --out keys --no-passphrase --municipality Muğla >log 2>&1
mkdir docs
page 1 "Ahmet YILMAZ (T.C. kimlik no: $number) talebi." >docs/1.txt
page 2 "Hesap: TR33 0006 1005 1978 6457 8413 26, telefon 0532 123 45 67." >docs/2.txt
page 3 "Bedel 12.345.678.950,00 TL, 101 ada 5 parsel." >docs/3.txt

exits "import warns" 0 import --report report.json docs
says "of the identity number" "$errors" "1.txt: warning: looks like personal data: identity number 123*****950 (body)"
says "of account and telephone" "$errors" "IBAN TR33*****26 (body), phone number 0532*****67 (body)"
says "in the line" "$out" "docs/2.txt: 2 personal data?"
same "not of an amount" "$(printf '%s' "$errors" | grep -c '3.txt')" 0
says "the report has them" "$(cat report.json)" '"excerpt": "123*****950"'
same "for both decisions" "$(grep -c '"field": "body"' report.json)" 3
same "the number itself is said nowhere" "$(printf '%s\n%s\n' "$out" "$errors" | cat - report.json | grep -c "$number")" 0
exits "show names them" 0 "$publish" show --library lib.db 2015/1
says "masked" "$out" "Personal data?  identity number 123*****950 (body)"

exits "a release asks" 4 release
same "in one line" "$(printf '%s\n' "$errors" | wc -l | tr -d ' ')" 1
says "how many" "$errors" "3 things that look like personal data in 2 decisions"
says "in which decisions" "$errors" "2015/1: identity number 123*****950; 2015/2: IBAN TR33*****26"
says "and what to do" "$errors" "--accept-personal-data"
check "nothing was written" test ! -e r/manifest.json
cp lib.db before.db
exits "a release that fails" 4 "$publish" release --library lib.db --key keys/root.key --trust keys/trust --out r2 --accept-personal-data
exits "has answered nothing" 4 release
same "the library is as it was" "$(cksum <lib.db)" "$(cksum <before.db)"

exits "accepted" 0 release --accept-personal-data
says "it is the first release" "$out" "serial 1,"
exits "the next does not ask again" 0 release
exits "its documents again" 0 import docs
same "warn no more" "$(printf '%s' "$errors" | grep -c 'personal data:')" 0
exits "nor does the release ask" 0 release
check "the library holds no answer with the number" test "$(sqlite3 lib.db "SELECT count(*) FROM answer WHERE length(finding) = 32")" -eq 3
exits "a correction of something else" 0 "$publish" set --library lib.db 2015/1 outcome=majority
exits "asks nothing" 0 release
page 4 "Ayşe DEMİR'in kimlik no: 100 000 001 46." >4.txt
page 5 "Ahmet YILMAZ (T.C. kimlik no: $number) talebi." >5.txt
import 4.txt 5.txt >log 2>&1
exits "new ones are asked for" 4 release
says "them alone, also where the number was accepted elsewhere" "$errors" "2 things that look like personal data in 2 decisions (2015/4: identity number 100*****146; 2015/5:"
exits "set body" 0 "$publish" set --library lib.db 2015/4 "body=Ayşe DEMİR'in talebi."
exits "retract" 0 "$publish" retract --library lib.db 2015/5 --reason "KVKK"
exits "leave nothing to ask" 0 release
exits "a corrected text comes not back with its document" 0 import 4.txt
exits "so nothing is asked" 0 release
mkdir stick
exits "another one" 0 "$publish" set --library lib.db 2015/3 "subject=Tel: 0252 214 48 48"
exits "a stick is asked for too" 4 "$publish" release --library lib.db --key keys/publish.key --stick stick
same "and stays empty" "$(ls -A stick)" ""
exits "a subject is looked at" 4 release
says "it is named" "$errors" "1 thing that looks like personal data in 1 decision (2015/3: phone number 0252*****48)"
exits "a correction of it" 0 "$publish" set --library lib.db 2015/3 "subject=Konu 3"

# ---- the same number in other clothes, and in other fields ----
for other in "123 456 789 50" "123–456–789–50" "１２３ 456 789 50"; do
    "$publish" set --library lib.db 2015/1 "body=Ahmet YILMAZ (T.C. kimlik no: $other) talebi." >log
    exits "an accepted number as $other" 0 release
    "$publish" set --library lib.db 2015/3 "body=Ahmet YILMAZ (T.C. kimlik no: $other) talebi." >log
    exits "another decision's as $other" 4 release
    "$publish" set --library lib.db 2015/3 "body=Metin." >log
done
for field in "department=Tel: 0252 214 48 48" "sitting=No: 100 000 001 46" 'districts=["TR33 0006 1005 1978 6457 8413 26"]' \
    'annexes=[{"kind": "annex", "address": "https://example.org/10000000146.pdf"}]'; do
    "$publish" set --library lib.db 2015/3 "$field" >log
    exits "${field%%=*} is looked at" 4 release
    says "${field%%=*} is named" "$errors" "in 1 decision (2015/3: "
    "$publish" set --library lib.db 2015/3 "${field%%=*}=" >log
done
exits "what such a field was is not among the changes that are published" 0 release
same "only that it was changed" "$("$publish" show --library lib.db 2015/3 | grep -cE '214 48 48|100 000 001 46|6457 8413|10000000146')" 0
exits "one more" 0 "$publish" set --library lib.db 2015/3 "sitting=No: 100 000 001 46"
says "show has it masked" "$("$publish" show --library lib.db 2015/3)" "identity number 100*****146 (other fields)"
exits "accepted, it is released" 0 release --accept-personal-data
exits "and not asked for again" 0 release
exits "a reason is published" 2 "$publish" retract --library lib.db 2015/3 --reason "Ahmet YILMAZ $number"
says "which is said" "$errors" "the reason holds what looks like personal data"

# ---- the whole number is said nowhere ----
page 6 "Metin." | sed "s/KONUSU: .*/KONUSU: Kimlik $number ve 0532 123 45 67/; 1i Üst satır $number" >6.txt
exits "a number in a subject and in what is removed" 0 import --report report.json 6.txt
same "is in no line, warning or report" "$(printf '%s\n%s\n' "$out" "$errors" | cat - report.json | grep -cE "$number|123 45 67")" 0
says "but masked" "$(cat report.json)" "Kimlik 123*****950 ve 0532*****67"
finish
