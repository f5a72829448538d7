#include "samples/wording.h"

const struct department departments[DEPARTMENT_COUNT] = {
    [DEPARTMENT_ZONING] = {"İmar ve Şehircilik Dairesi Başkanlığı", "nın", COMMISSION_ZONING},
    [DEPARTMENT_FINANCE] = {"Mali Hizmetler Dairesi Başkanlığı", "nın", COMMISSION_BUDGET},
    [DEPARTMENT_ESTATE] = {"Emlak ve İstimlak Dairesi Başkanlığı", "nın", COMMISSION_ZONING},
    [DEPARTMENT_COMPUTING] = {"Bilgi İşlem Dairesi Başkanlığı", "nın", COMMISSION_BUDGET},
    [DEPARTMENT_TRANSPORT] = {"Ulaşım Dairesi Başkanlığı", "nın", COMMISSION_TRANSPORT},
    [DEPARTMENT_WORKS] = {"Fen İşleri Daire Başkanlığı", "nın", COMMISSION_ZONING},
    [DEPARTMENT_ENVIRONMENT] = {"Çevre Koruma ve Kontrol Dairesi Başkanlığı", "nın",
                                COMMISSION_ENVIRONMENT},
    [DEPARTMENT_FARMING] = {"Tarımsal Hizmetler Dairesi Başkanlığı", "nın", COMMISSION_FARMING},
    [DEPARTMENT_HEALTH] = {"Sağlık ve Sosyal Hizmetler Daire Başkanlığı", "nın",
                           COMMISSION_ENVIRONMENT},
    [DEPARTMENT_CLERK] = {"Yazı İşleri ve Kararlar Dairesi Başkanlığı", "nın", COMMISSION_COUNT},
    [DEPARTMENT_PRESS] = {"Basın Yayın ve Halkla İlişkiler Dairesi Başkanlığı", "nın",
                          COMMISSION_TOURISM},
    [DEPARTMENT_STAFF] = {"İnsan Kaynakları ve Eğitim Dairesi Başkanlığı", "nın",
                          COMMISSION_BUDGET},
    [DEPARTMENT_FIRE] = {"İtfaiye Dairesi Başkanlığı", "nın", COMMISSION_BUDGET},
    [DEPARTMENT_LEGAL] = {"Hukuk Müşavirliği", "nin", COMMISSION_BUDGET},
    [DEPARTMENT_WATER] = {"MUSKİ Genel Müdürlüğü", "nün", COMMISSION_ENVIRONMENT},
};

const struct topic topics[] = {
    {DEPARTMENT_ZONING,
     "{D} İlçesi, {N} Mahallesi, {A} ada {P} parsel numaralı taşınmaza ilişkin {O} ölçekli nazım "
     "imar planı değişikliğinin görüşülmesi",
     {"Söz konusu taşınmaz, onaylı {O} ölçekli nazım imar planında konut alanı olarak "
      "planlanmıştır. Taşınmazın yüzölçümü {M} olup çevresindeki yapılaşma büyük oranda "
      "tamamlanmıştır.",
      "Plan değişikliği teklifi, planlama alanına ilişkin kurum görüşleri ve jeolojik etüt raporu "
      "dikkate alınarak hazırlanmış; teklif dosyası {D} Belediye Başkanlığı’nca Belediyemize "
      "iletilmiştir.",
      "Teklif edilen değişiklik ile yapılaşma koşulları değiştirilmeksizin yol genişliği "
      "artırılmakta "
      "ve çocuk oyun alanı düzenlenmektedir."},
     "{O} ölçekli nazım imar planı değişikliğinin onaylanmasına",
     {"5216 sayılı Büyükşehir Belediyesi Kanunu’nun 7. maddesinin (b) bendi ile 14. maddesi",
      {{5216, "7", 0, "b"}, {5216, "14", 0, ""}}},
     NULL,
     APPENDIX_PARCELS},
    {DEPARTMENT_ZONING,
     "{D} İlçesi, {N} Mahallesi sınırları içinde kalan alanda hazırlanan 1/1000 ölçekli uygulama "
     "imar planı değişikliğinin görüşülmesi",
     {"{D} Belediye Meclisi tarafından kabul edilen 1/1000 ölçekli uygulama imar planı "
      "değişikliği, "
      "onaylanmak üzere Belediyemize gönderilmiştir.",
      "Yapılan incelemede, plan değişikliğinin 1/5000 ölçekli nazım imar planı kararlarına uygun "
      "olduğu ve donatı alanlarında azalmaya yol açmadığı görülmüştür.",
      "Değişikliğe konu alanın büyüklüğü {M} olarak hesaplanmıştır."},
     "1/1000 ölçekli uygulama imar planı değişikliğinin kabulüne",
     {"3194 sayılı İmar Kanunu’nun 8. maddesinin (b) bendi", {{3194, "8", 0, "b"}}},
     NULL,
     APPENDIX_PARCELS},
    {DEPARTMENT_ZONING,
     "{D} İlçesi, {N} Mahallesi’nde askıya çıkarılan {O} ölçekli nazım imar planına yapılan "
     "itirazın "
     "görüşülmesi",
     {"Onaylanan plan, ilan panosunda ve internet sayfasında bir ay süreyle askıya çıkarılmış; "
      "askı "
      "süresi içinde {A} ada {P} parsel numaralı taşınmaz için itirazda bulunulmuştur.",
      "İtiraz dilekçesinde, taşınmazın park alanından çıkarılarak konut alanına dönüştürülmesi "
      "talep "
      "edilmektedir.",
      "İtiraz konusu, plan bütünlüğü ve eşdeğer alan ilkesi yönünden değerlendirilmiştir."},
     "itirazın kabulüne",
     {"3194 Sayılı İmar Kanunu’nun 8'inci maddesinin (b) bendi", {{3194, "8", 0, "b"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ESTATE,
     "{D} İlçesi, {N} Mahallesi, {A} ada {P} parsel numaralı taşınmazın kamulaştırılması hususunun "
     "görüşülmesi",
     {"Yol genişletme çalışması kapsamında, mülkiyeti özel kişilere ait {M} yüzölçümlü taşınmazın "
      "yola isabet eden kısmının kamulaştırılmasına ihtiyaç duyulmaktadır.",
      "Kamulaştırma bedeli olarak tahmin edilen {T} tutarındaki ödenek, {Y} yılı bütçesinde "
      "bulunmaktadır."},
     "taşınmazın kamulaştırılmasına",
     {"2942 sayılı Kamulaştırma Kanunu’nun 8’inci maddesi", {{2942, "8", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ESTATE,
     "Mülkiyeti Belediyemize ait {D} İlçesi, {N} Mahallesi’nde bulunan iş yerinin kiraya verilmesi "
     "talebi",
     {"Taşınmaz hâlen boş durumda olup Belediyemize gelir sağlamak amacıyla on yıl süreyle kiraya "
      "verilmesi planlanmaktadır.",
      "Yıllık muhammen kira bedeli {T} olarak belirlenmiştir. Üç yıldan fazla süreyle kiralama "
      "yapılabilmesi "
      "için Meclis kararı gerekmektedir."},
     "taşınmazın on yıl süreyle kiraya verilmesine",
     {"5393 sayılı Belediye Kanununun 18. maddesinin (e) bendi ile 2886 sayılı Devlet İhale "
      "Kanununun 45. maddesi",
      {{5393, "18", 0, "e"}, {2886, "45", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ESTATE,
     "{D} İlçesi, {N} Mahallesi, {A} ada {P} parselde kayıtlı {M} yüzölçümlü taşınmazın satışının "
     "görüşülmesi",
     {"Taşınmazın Belediyemiz hizmetlerinde kullanılması düşünülmemekte olup satışından elde "
      "edilecek "
      "gelirin altyapı yatırımlarında değerlendirilmesi planlanmaktadır.",
      "Kıymet takdir komisyonu tarafından taşınmazın değeri {T} olarak belirlenmiştir."},
     "taşınmazın satışının yapılmasına",
     {"5393 sayılı Belediye Kanunu’nun 18/e maddesi", {{5393, "18", 0, "e"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ESTATE,
     "{D} İlçesi’nde bulunan {A} ada {P} parsel numaralı taşınmazın okul yapılmak üzere tahsis "
     "edilmesi hususunun görüşülmesi",
     {"İl Millî Eğitim Müdürlüğü, derslik ihtiyacının karşılanması amacıyla taşınmazın yirmi beş "
      "yıl "
      "süreyle bedelsiz olarak tahsisini talep etmiştir.",
      "Taşınmaz, imar planında eğitim alanı olarak ayrılmıştır ve üzerinde yapı bulunmamaktadır."},
     "taşınmazın yirmi beş yıl süreyle bedelsiz tahsis edilmesine",
     {"5393 Sayılı Belediye Kanunu’nun 75/d maddesi", {{5393, "75", 0, "d"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ESTATE,
     "{D} İlçesi’nde bulunan Belediyemize ait taşınmaz ile {E} İlçesi’nde bulunan hazine "
     "taşınmazının "
     "takas edilmesinin görüşülmesi",
     {"Takasa konu taşınmazların değerleri birbirine denk olup aradaki {T} tutarındaki fark hazine "
      "tarafından ödenecektir.",
      "Takas işlemi ile itfaiye istasyonu için gerekli alan bedelsiz olarak kazanılmış olacaktır."},
     "taşınmazların takas edilmesine",
     {"5393 sayılı Kanun’un 18. maddesinin 1. fıkrasının (e) bendi", {{5393, "18", 1, "e"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_CLERK,
     "{D} İlçesi, {N} Mahallesi’nde yeni açılan caddeye “{S}” adının verilmesinin görüşülmesi",
     {"Adres kayıt sisteminde isimsiz olarak görünen cadde, hemşehrilerimizin adrese erişimini "
      "güçleştirmektedir.",
      "Mahalle muhtarlığının ve ilçe belediyesinin olumlu görüşleri alınmıştır."},
     "yeni açılan caddeye “{S}” adının verilmesine",
     {"5216 Sayılı Büyükşehir Belediyesi Kanunu’nun 7. maddesinin (g) bendi",
      {{5216, "7", 0, "g"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ENVIRONMENT,
     "{D} İlçesi’nde yapımı tamamlanan parka “{S}” isminin verilmesi talebi",
     {"Park, {M} yüzölçümlü alanda yürüyüş yolu, çocuk oyun alanı ve spor sahası ile birlikte "
      "hizmete "
      "açılacaktır.",
      "İsim önerisi, çevrede oturanlar arasında yapılan anket sonucunda belirlenmiştir."},
     "parka “{S}” isminin verilmesine",
     {"5393 sayılı Belediye Kanunu’nun 18/n maddesi", {{5393, "18", 0, "n"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_WATER,
     "{Y} yılı su ve atık su tarifesinin belirlenmesinin görüşülmesi",
     {"Enerji ve işletme giderlerindeki artışlar dikkate alınarak konut abonelerinde su birim "
      "fiyatının {U} olarak uygulanması öngörülmektedir.",
      "Tarifede engelli, gazi ve şehit yakını aboneler için indirim oranı %50 olarak korunmuştur."},
     "su ve atık su tarifesinin kabulüne",
     {"2560 sayılı Kanun’un 6. maddesinin (d) bendi", {{2560, "6", 0, "d"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_TRANSPORT,
     "Toplu taşıma araçlarında uygulanacak {Y} yılı ücret tarifesinin görüşülmesi",
     {"Ulaşım Koordinasyon Merkezi tarafından akaryakıt fiyatlarındaki değişim esas alınarak tam "
      "bilet "
      "ücreti {U} olarak teklif edilmiştir.",
      "Öğrenci ve öğretmenler için uygulanan indirimli tarife aynı oranda güncellenmiştir."},
     "ücret tarifesinin kabulüne",
     {"5216 sayılı Büyükşehir Belediyesi Kanununun 7. maddesinin (p) bendi", {{5216, "7", 0, "p"}}},
     NULL,
     APPENDIX_TARIFF},
    {DEPARTMENT_ENVIRONMENT,
     "Katı atık bertaraf tesisi {Y} yılı kullanım ücretlerinin belirlenmesinin görüşülmesi",
     {"Tesise getirilen evsel atığın tonu için {U} alınması, inşaat atıklarında ise bu bedelin iki "
      "katının uygulanması önerilmektedir.",
      "Ücretlerin belirlenmesinde kirleten öder ilkesi gözetilmiştir."},
     "kullanım ücretlerinin teklif edildiği şekliyle kabulüne",
     {"2872 sayılı Çevre Kanunu’nun 11. maddesi ve 2464 sayılı Belediye Gelirleri Kanununun 97. "
      "maddesi",
      {{2872, "11", 0, ""}, {2464, "97", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_FINANCE,
     "{Y} mali yılı bütçesinde fonksiyonel ve ekonomik kodlar arasında ödenek aktarılması "
     "hususunun "
     "görüşülmesi",
     {"Bütçenin gider tertiplerinden bazılarında ödenek yetersizliği bulunduğundan, yedek ödenek "
      "tertibinden {T} tutarında aktarma yapılmasına ihtiyaç duyulmaktadır.",
      "Aktarma yapılacak tertipler ekli listede gösterilmiştir."},
     "ödenek aktarılmasına",
     {"5018 sayılı Kamu Mali Yönetimi ve Kontrol Kanunu’nun 21. maddesi", {{5018, "21", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_FINANCE,
     "{Y} yılı performans programı ile mali yılı bütçe tasarısının görüşülmesi",
     {"Gider bütçesi {T} olarak hazırlanmış, gelir bütçesi aynı tutarda tahmin edilmiştir.",
      "Tasarı, stratejik plandaki amaç ve hedeflerle uyumlu olarak düzenlenmiştir."},
     "bütçe tasarısının kabulüne",
     {"5393 sayılı Belediye Kanunu’nun 62. maddesi", {{5393, "62", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_FINANCE,
     "İçme suyu hatlarının yenilenmesi amacıyla {T} tutarında borçlanılması hususunun görüşülmesi",
     {"Finansmanın İller Bankası A.Ş. tarafından on yıl vadeli kredi olarak sağlanması "
      "öngörülmektedir.",
      "Borçlanma sonrasında Belediyemizin iç borç stokunun yasal sınırın altında kalacağı "
      "hesaplanmıştır."},
     "kredi kullanılmasına",
     {"5393 sayılı Belediye Kanunu’nun 68. maddesinin (d) ve (e) bentleri",
      {{5393, "68", 0, "d"}, {5393, "68", 0, "e"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_PRESS,
     "{K} kenti ile kardeş kent ilişkisi kurulmasının görüşülmesi",
     {"Kültür, turizm ve çevre alanlarında iş birliği yapılmasını öngören niyet mektubu, karşı "
      "tarafın "
      "meclisi tarafından kabul edilmiştir.",
      "Kardeş kent ilişkisi kapsamında gençlik değişim programları düzenlenmesi planlanmaktadır."},
     "gerekli iznin alınmasından sonra kardeş kent ilişkisi kurulmasına",
     {"5393 Sayılı Belediye Kanunu’nun 74. Maddesi", {{5393, "74", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_ENVIRONMENT,
     "Sağlıklı Kentler Birliğine üye olunması talebi",
     {"Birlik, üye belediyeler arasında bilgi ve deneyim paylaşımını sağlamak amacıyla "
      "kurulmuştur.",
      "Yıllık üyelik aidatı {T} olup Belediyemiz bütçesinden karşılanacaktır."},
     "Birliğe üye olunmasına",
     {"5355 sayılı Mahalli İdare Birlikleri Kanunu’nun 4. maddesi", {{5355, "4", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_STAFF,
     "Boş kadro değişikliği yapılmasının görüşülmesi",
     {"Hizmetlerin aksamadan yürütülebilmesi için üç adet boş memur kadrosunun unvan ve "
      "derecesinin "
      "değiştirilmesine ihtiyaç duyulmaktadır.",
      "Değişiklik, norm kadro cetvelindeki sınırlar içinde kalmaktadır."},
     "kadro değişikliğinin kabulüne",
     {"657 sayılı Devlet Memurları Kanunu’nun ek 1. maddesi ile 5393 sayılı Belediye Kanununun "
      "49. maddesinin 1. ve 2. fıkraları",
      {{657, "ek 1", 0, ""}, {5393, "49", 1, ""}, {5393, "49", 2, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_HEALTH,
     "Evde bakım hizmetleri yönetmeliğinin görüşülmesi",
     {"Yaşlı ve engelli hemşehrilerimize evlerinde sunulan bakım hizmetinin esaslarını belirlemek "
      "üzere "
      "yönetmelik taslağı hazırlanmıştır.",
      "Taslak hakkında meslek odalarının ve ilgili derneklerin görüşleri alınmıştır."},
     "yönetmeliğin ekteki şekliyle kabulüne",
     {"5393 sayılı Belediye Kanunu’nun 18. maddesinin (m) bendi", {{5393, "18", 0, "m"}}},
     NULL,
     APPENDIX_REGULATION},
    {DEPARTMENT_CLERK,
     "{C} Komisyonuna üye seçilmesi hususunun görüşülmesi",
     {"İhtisas komisyonu üyelerinin görev süresi dolduğundan, bir yıl süreyle görev yapmak üzere "
      "beş "
      "üyenin seçilmesi gerekmektedir.",
      "Komisyon üyeliklerinin siyasi parti gruplarının oranına göre dağıtılacağı hükme "
      "bağlanmıştır."},
     "komisyon üyelerinin seçilmesine",
     {"5393 sayılı Belediye Kanunu’nun 24. maddesi", {{5393, "24", 0, ""}}},
     "Yapılan gizli oylama sonucunda grupların gösterdiği adaylar {LAW} gereğince Meclisimizce "
     "komisyon üyeliğine SEÇİLMİŞLERDİR.",
     APPENDIX_NONE},
    {DEPARTMENT_FINANCE,
     "{Y} yılı faaliyet raporunun görüşülmesi",
     {"Faaliyet raporu, stratejik plan ve performans programında belirlenen hedeflere göre "
      "yürütülen "
      "çalışmaları içermektedir.",
      "Rapor, Meclis üyelerine toplantıdan yedi gün önce dağıtılmıştır."},
     "faaliyet raporunun yeterli görülmesine",
     {"5393 sayılı Belediye Kanunu’nun 56. maddesi", {{5393, "56", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_CLERK,
     "{Y} yılı Meclis tatil ayının belirlenmesinin görüşülmesi",
     {"Belediye Meclisinin kendi belirleyeceği bir ay tatil yapabileceği hükme bağlanmıştır.",
      "Tatil ayı dışındaki toplantıların her ayın ikinci perşembe günü yapılması önerilmektedir."},
     "ağustos ayının tatil ayı olarak belirlenmesine",
     {"5393 sayılı Belediye Kanunu’nun 20 nci maddesi", {{5393, "20", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_FIRE,
     "Orman yangınlarında kullanılmak üzere beş adet arazöz satın alınması talebi",
     {"Mevcut araçların ekonomik ömrünü doldurması nedeniyle yaz aylarında müdahale süresi "
      "uzamaktadır.",
      "Araçların yaklaşık maliyeti {T} olarak hesaplanmıştır."},
     "arazözlerin satın alınmasına",
     {"237 sayılı Taşıt Kanunu’nun 10. maddesi", {{237, "10", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_HEALTH,
     "{D} İlçesi’nde sağlık evi yapılması şartıyla bağışlanan taşınmazın kabul edilmesinin "
     "görüşülmesi",
     {"Bağışa konu taşınmazın yüzölçümü {M} olup üzerinde herhangi bir takyidat bulunmamaktadır.",
      "Bağışçı, yapılacak binanın beş yıl içinde tamamlanmasını şart koşmuştur."},
     "şartlı bağışın kabul edilmesine",
     {"5393 sayılı Belediye Kanunu’nun 18. maddesinin (g) bendi", {{5393, "18", 0, "g"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_FARMING,
     "Zeytin üreticilerine fidan desteği verilmesi için ortak hizmet protokolü yapılmasının "
     "görüşülmesi",
     {"Protokol kapsamında yirmi bin adet fidanın dağıtılması ve üreticilere eğitim verilmesi "
      "planlanmaktadır.",
      "Fidan bedelinin yarısı olan {T} Belediyemiz bütçesinden karşılanacaktır."},
     "protokol yapılmasına ve Belediye Başkanının yetkili kılınmasına",
     {"5393 SAYILI Belediye Kanunu’nun 75. maddesinin (a) bendi", {{5393, "75", 0, "a"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_LEGAL,
     "Dava konusu alacağın sulh yoluyla tahsil edilmesi hususunun görüşülmesi",
     {"Yargılama devam ederken borçlu şirket, {T} tutarındaki alacağın tamamını ödemeyi teklif "
      "etmiştir.",
      "Sulh olunması hâlinde yargılama giderlerinin karşı tarafça karşılanacağı belirtilmektedir."},
     "alacağın sulh yoluyla tahsil edilmesine",
     {"5393 sayılı Belediye Kanunu’nun 18/h maddesi", {{5393, "18", 0, "h"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_TRANSPORT,
     "{D} İlçesi ile {E} İlçesi arasında yeni otobüs hattı açılmasının görüşülmesi",
     {"Yapılan yolcu sayımında, iki ilçe arasında günlük ortalama bin iki yüz yolculuk yapıldığı "
      "görülmüştür.",
      "Hattın sabah ve akşam saatlerinde yarım saatte bir işletilmesi önerilmektedir."},
     "yeni otobüs hattının açılmasına",
     {"5216 sayılı Büyükşehir Belediyesi Kanunu’nun 7. maddesinin (f) bendi",
      {{5216, "7", 0, "f"}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_COMPUTING,
     "Akıllı şehir uygulamaları kapsamında fiber altyapı kurulması hususunun görüşülmesi",
     {"Hizmet binaları arasında kesintisiz veri iletişimi sağlamak amacıyla fiber hat çekilmesi "
      "planlanmaktadır.",
      "Yatırımın toplam bedeli {T} olup iki yılda tamamlanacaktır."},
     "fiber altyapı kurulmasına",
     {"5393 sayılı Belediye Kanunu’nun 15. maddesinin (a) bendi ve 5018 sayılı Kanun’un geçici "
      "1’inci maddesi",
      {{5393, "15", 0, "a"}, {5018, "geçici 1", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_FINANCE,
     "{Y} yılında uygulanacak ilan ve reklam vergisi tarifesinin görüşülmesi",
     {"Vergi tutarları, yasada belirtilen en alt ve en üst sınırlar arasında kalmak üzere Meclisçe "
      "belirlenmektedir.",
      "Işıklı panolar için metrekare başına {U} alınması teklif edilmiştir."},
     "vergi tarifesinin kabulüne",
     {"2464 sayılı Belediye Gelirleri Kanununun mükerrer 44. maddesi ile 15. ve 16. maddeleri",
      {{2464, "mükerrer 44", 0, ""}, {2464, "15", 0, ""}, {2464, "16", 0, ""}}},
     NULL,
     APPENDIX_NONE},
    {DEPARTMENT_WORKS,
     "{D} İlçesi, {N} Mahallesi grup yolunda bitümlü sıcak karışım asfalt yapılmasının görüşülmesi",
     {"Yolun uzunluğu yaklaşık yedi kilometre olup kış aylarında ulaşımda güçlük yaşanmaktadır.",
      "Yapım işi için {T} ödenek ayrılmıştır."},
     "asfalt yapım işinin {Y} yılı programına alınmasına",
     {"5393 sayılı Belediye Kanunu’nun 18. maddesinin (a) bendi", {{5393, "18", 0, "a"}}},
     NULL,
     APPENDIX_NONE},
};
const size_t topic_count = sizeof topics / sizeof *topics;

const char *const general_paragraphs[] = {
    "Belediyemiz, hizmetlerin vatandaşa en yakın yerde ve en uygun yöntemle sunulmasını ilke "
    "edinmiştir. Bu doğrultuda birimlerimiz arasında eşgüdüm sağlanmakta, yapılan çalışmalar "
    "düzenli "
    "olarak izlenmektedir.",
    "Konuya ilişkin bilgi ve belgeler yazımız ekinde sunulmuştur. Ekli dosyada yer alan krokiler, "
    "fotoğraflar ve kurum görüşleri Meclis üyelerinin incelemesine açıktır.",
    "Benzer uygulamaların diğer büyükşehir belediyelerinde de başarıyla yürütüldüğü görülmüş; bu "
    "belediyelerin tecrübelerinden yararlanılması amacıyla yerinde incelemeler yapılmıştır.",
    "Yapılacak çalışmanın çevreye ve doğal yapıya zarar vermemesi için gerekli önlemler alınacak; "
    "çalışma süresince ilgili kurumlarla iş birliği içinde hareket edilecektir.",
    "Giderlerin Belediyemiz bütçesinden karşılanması öngörülmekte olup ilgili harcama kaleminde "
    "yeterli ödenek bulunmaktadır.",
    "Teklif, kamu yararı ve hizmet gerekleri yönünden değerlendirilmiş; birimimizce uygun "
    "görülmüştür.",
    "Yaz aylarında artan nüfus, altyapı ve ulaşım hizmetlerine olan talebi önemli ölçüde "
    "yükseltmektedir. Bu nedenle çalışmaların turizm sezonundan önce tamamlanması büyük önem "
    "taşımaktadır.",
    "Büyükşehir Belediye Meclisi’nin {B} tarih ve 41 sayılı kararı ile benzer bir talep "
    "oybirliğiyle kabul edilmiş ve uygulama sorunsuz olarak sürdürülmüştür.",
    "İlgili mevzuat uyarınca konunun Meclis gündemine alınması, görüşülmesi ve karara bağlanması "
    "gerekmektedir.",
    "Hemşehrilerimizden gelen dilekçeler ve muhtarlarımızın talepleri birlikte "
    "değerlendirildiğinde, "
    "çalışmanın geniş bir kesime fayda sağlayacağı anlaşılmaktadır.",
    "Uygulamanın sonuçları altı ayda bir rapor hâlinde Başkanlık Makamına sunulacak, gerekli "
    "görülen "
    "düzeltmeler zamanında yapılacaktır.",
    "Çalışma Usul ve Esasları Yönetmeliğinin 5. maddesi ile belirlenen süre içinde ilgili "
    "kurumların "
    "görüşleri alınmış; olumsuz bir görüş bildirilmemiştir.",
};
const size_t general_count = sizeof general_paragraphs / sizeof *general_paragraphs;

const char *const regulation_articles[] = {
    "Bu Yönetmeliğin amacı, Belediye tarafından sunulan hizmetlerin usul ve esaslarını "
    "belirlemektir.",
    "Bu Yönetmelik, hizmetten yararlanmak isteyen kişilerin başvuruları ile bu başvuruların "
    "değerlendirilmesine ilişkin iş ve işlemleri kapsar.",
    "Başvurular şahsen, posta yoluyla veya internet sayfası üzerinden yapılır. Eksik belge ile "
    "yapılan başvurular işleme alınmaz.",
    "Değerlendirme Kurulu, üye tam sayısının salt çoğunluğu ile toplanır ve oyçokluğu ile karar "
    "verir. Oyların eşitliği hâlinde başkanın oyu yönünde çoğunluk sağlanmış sayılır.",
    "Hizmetten yararlananlar, durumlarında meydana gelen değişiklikleri on beş gün içinde "
    "bildirmekle yükümlüdür.",
    "Başvurusu reddedilenler, kararın tebliğinden itibaren otuz gün içinde itiraz edebilir. "
    "İtirazlar "
    "Kurul tarafından oybirliği aranmaksızın sonuçlandırılır.",
    "Hizmetin yürütülmesi için gerekli araç, gereç ve personel ilgili birim tarafından sağlanır.",
    "Bu Yönetmelikte hüküm bulunmayan hâllerde genel hükümler uygulanır.",
    "Bu Yönetmelik, Meclis kararının kesinleşmesinden sonra ilan edildiği tarihte yürürlüğe girer.",
    "Bu Yönetmelik hükümlerini Belediye Başkanı yürütür.",
};
const size_t regulation_count = sizeof regulation_articles / sizeof *regulation_articles;

const char *const districts[13] = {"Bodrum",     "Dalaman",  "Datça",   "Fethiye", "Kavaklıdere",
                                   "Köyceğiz",   "Marmaris", "Menteşe", "Milas",   "Ortaca",
                                   "Seydikemer", "Ula",      "Yatağan"};
const char *const neighbourhoods[12] = {"Yeşilyurt", "Cumhuriyet", "Orta",      "Yeni",
                                        "Karşıyaka", "Çamlık",     "Gölcük",    "Bahçelievler",
                                        "Zeytinli",  "Pınarbaşı",  "Kızılağaç", "Akçaova"};
const char *const streets[8] = {"Zeytin Dalı",   "Mavi Yolculuk", "Günlük Ağacı", "Barış",
                                "Yıldız Çiçeği", "İpek Yolu",     "Çınaraltı",    "Sığla Ormanı"};
const char *const sister_cities[6] = {"Lefkoşa", "Saraybosna", "Üsküp",
                                      "Prizren", "Bakü",       "Köstence"};
const char *const commissions[COMMISSION_COUNT] = {
    [COMMISSION_ZONING] = "İmar ve Bayındırlık",
    [COMMISSION_BUDGET] = "Plan ve Bütçe",
    [COMMISSION_ENVIRONMENT] = "Çevre ve Sağlık",
    [COMMISSION_EDUCATION] = "Eğitim, Kültür, Gençlik ve Spor",
    [COMMISSION_TRANSPORT] = "Ulaşım",
    [COMMISSION_FARMING] = "Tarım ve Hayvancılık",
    [COMMISSION_TOURISM] = "Turizm",
};
