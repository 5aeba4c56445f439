"""The handbook's own sentences in Latvian: what nothing in the program says already."""

OPENING = """\
# Rokasgrāmata

Šo rokasgrāmatu raksta programma no savām definīcijām (`python -m pumpurs_xl.handbook docs/rokasgramata.md`);
ar roku to nelabo. ƒ = sleja aizpildās pati, tajā neraksta.
"""

OTHER_SHEETS = """\
### Lapas, kas aizpildās pašas

- **Sākums** – mēneša soļi; šeit izvēlas mēnesi, ar kuru strādā.
- **Aprēķins** – izglītojamā griesti un izlietotais pa mēnešiem.
- **Kopsavilkums** – summas pa mēnešiem un atbalsta veidiem, ESF un valsts daļa, budžets.
"""

MONEY = """\
## Kā rēķina

1. **Faktiskie izdevumi** ir tas, ko iztērēja, vienreiz rindā noapaļots līdz centam. Transports: samaksātā summa.
   Mācību līdzekļi un lietošanas priekšmeti: daudzums × cena. Naktsmītnes: cena mēnesī × mēneša daļa × (1 − atlaide).
   Ēdināšana: dienu summa. Speciālais transports: dokumenta summa, bet, ja tās nav, kilometri × likme.
   Konsultācijas: stundas × likme par stundu, ja tā noteikta; citādi naudas nav.
2. **Kompensējamā summa** ir faktisko izdevumu daļa, kas ir zem spēkā esošajiem griestiem: vispirms dienas griesti
   (tikai ēdināšanai), tad izglītojamā griesti mēnesī, tad semestrī. Mēnesim ņem griestus, kas ir spēkā mēneša pirmajā
   dienā, semestrim – semestra pirmajā dienā. Ja likmes nav, nav arī griestu; 0 nozīmē, ka nekompensē neko.
3. Griestus izlieto pārskatu secībā: vispirms rindas, ko iesniedz agrākā mēnesī, tad pēc pakalpojuma dienas, vienā
   dienā – lapas rindu secībā. Novēlota rinda tāpēc nemaina jau nosūtītu pārskatu. Kas ir virs griestiem, ir
   **neattiecināmā summa**: to saglabā un parāda, nekad neizdzēš.
4. **Kuras rindas skaitās.** Rinda skaitās, ja tai nav nevienas kļūdas, kļūdas nav tur, no kā tās nauda atkarīga, un
   sleja “Atlikts” ir tukša. Pārējās rindas neizlieto griestus un nav nevienā summā; tās uzrāda atsevišķi kā
   aizturētās. Kļūda atbalsta rindā aiztur tikai šo rindu. Kļūda likmē aiztur tās atbalsta veida rindas, kuru mēnesī
   likme var būt spēkā, kļūda izglītojamā vai IAP datos – viņa vai tā rindas, kļūda kalendārā – grupas rindas šajās
   dienās, kļūda iestatījumā – rindas, kas pēc tā rēķinātas. Par to ziņo vienreiz, pie kļūdas, ar rindu skaitu un EUR;
   aizturētās rindas slejā Pārbaude ir kļūdas kods. Budžets un kavējumi neaiztur neko.
5. **Kurā mēnesī.** Rindu iesniedz mēnesī, kas ir slejā “Pārskata mēnesis”; ja tā tukša – pakalpojuma mēnesī. Griesti
   vienmēr ir pakalpojuma mēneša griesti.
6. **ESF un valsts daļa.** Katra izdevumu pārskata kompensējamo summu dala vienreiz: ESF daļu noapaļo uz leju līdz
   centam (vai līdz tuvākajam centam, kā noteikts iestatījumos), pārējais ir valsts daļa. Lielākas summas ir šo daļu
   summas.
7. **Cilvēki.** Katru izglītojamo skaita vienreiz, arī tad, ja viņam ir vairāki atbalsta veidi. 1. semestris ir no
   septembra līdz decembrim, 2. semestris – no janvāra līdz augustam.
"""

DECISIONS = """\
## Lēmumi

- Negatīva summa (labojums) drīkst būt tikai rindā, ko iesniedz vēlākā mēnesī nekā pakalpojuma mēnesis, un ar
  paskaidrojumu slejā “Piezīmes”. Negatīva var būt arī kredītrēķina summa lapā Rēķini un rinda, kas samazina budžetu.
- Izdevumu pārskatu sagatavo tiem atbalsta veidiem, kam mēnesī ir rindas; ja veids norādīts ar `--type`, to sagatavo arī
  bez rindām.
- Pārskatā bez rindām paliek viena tukša rinda.
- Pārskatā ir arī tās rindas, kuru kompensējamā summa ir 0,00 EUR.
- Rindu, kuras mēnesi nevar izlasīt, uzrāda kā aizturētu katrā periodā, lai tā nepazustu.
- Ja vienlaikus spēkā ir divas likmes (kļūda V49), rindas, kas no tām atkarīgas, līdz labošanai ir aizturētas.
- Atliktas rindas kļūdas uzrāda kā ziņu: tā neko neaiztur.
- Rindu “Kopā” tabulas iekšienē neskaita un lūdz izdzēst (V46).
- Iestatījumu, ko nevar izlasīt, ne ar ko neaizstāj: rindas, kas pēc tā rēķinātas, ir aizturētas; ja to tikai drukā,
  pārskatā tā vieta ir tukša. Zināmu kļūdu projekta numurā pārskatā izlabo un par to ziņo.
- Ja kādu budžeta rindu nevar izlasīt, pārskatā šis budžets ir tukšs, nekad 0.
- Slejas drīkst pārkārtot un pa labi pievienot savas; pārdēvētu virsrakstu programma neuzmin, bet pasaka, kura trūkst.
- Rinda, kurā ir tikai ƒ vērtības, ir tukša rinda.
- Lapas Aprēķins, Kopsavilkums un Reģistrs ir aizsargātas bez paroles. Lapu Pārbaude neaizsargā, lai sarakstu varētu
  kārtot un filtrēt un programma to varētu pārrakstīt; tās ƒ slejās rakstīt neļauj datu validācija.
- Tabulu beigās ir paslēptas slejas (to virsraksti sākas ar “_”): ar tām rēķina formulas. Tās neizdzēsiet.
- Krāsainā šūna seko savai rindai arī tad, ja tabulu pārkārto: pārbaude rindas numuru ieraksta paslēptā slejā.
- Slejā “Atlikts” jebkurš redzams teksts rindu atliek, arī “nē” (par to brīdina V60); neredzamas zīmes ir tukša šūna.
- Tabulu, kas pārsaukta vai ko cita programma ir pazaudējusi, pazīst pēc virsrakstiem un nolasa līdz pēdējai
  aizpildītajai rindai (V62). Ja virsrakstu trūkst vai tie ir vairākās vietās, darbgrāmatu noraida.
- Pogas neredz ar roku paslēptas rindas, apvienotas šūnas, tabulu kopijas un vērtības ārpus tabulām; tās atrod
  `pumpurs check` saglabātā failā.
- Formulas rēķina desmit mācību gadus no attiecināmības sākuma; lapa Aprēķins rāda līdz 400 izglītojamajiem semestrī.
- `pumpurs check` ekrānā vienādas ziņas parāda vienā rindā; visas ir JSON atbildē un lapā Pārbaude.
"""

TEMPLATES = """\
## Veidlapu vietturi

Veidlapas šūnā raksta, piemēram, `${partneris}`; rinda ar `${rinda.…}` atkārtojas katrai pārskata rindai.
Veidlapu izmēģina ar `pumpurs template VEIDLAPA.xlsx`: tā pasaka arī kļūdaini uzrakstītus vietturus.

Lapā ar atkārtojamo rindu nevar būt: šūnas, kas apvienotas pāri šai un citai rindai; rakurstabula vai tās dati; masīva
formula vai datu tabula, kas sniedzas līdz šai rindai; INDIRECT ar šūnas adresi; formula pāri vairākām lapām; XML
kartējums, scenāriji un ar šūnu saistītas vadīklas. Tādu veidlapu programma noraida un pasaka, kas jāmaina. Veidlapu ar
makro, datu savienojumiem, saitēm uz failiem vai pilnīgi paslēptām lapām tā aizpilda tikai ar `--allow-active`.
"""

SOURCES = """\
## Avoti

Pārbaužu avoti ir pierakstīti angliski; “S” ar numuru ir šie:

- S 1: https://rtrit.lv/projekti/esf/834-pumpurs/
- S 4: https://www.izm.gov.lv/lv/grozijumi-ministru-kabineta-2016-gada-12-julija-noteikumos-nr-460-0
- S 5: https://www.izm.gov.lv/lv/fondi/es-strukturfondi/2014-2020/aktualitates/3679-iespeja-vel-vairak-izglitibas-iestadem-iesaistities-projekta-pumpurs
- S 7: https://lawinsider.com/lv/contracts/ayE3RfpXPla
- S 8: https://valmierastehnikums.lv/sam/sam-8-3-4/
- S 9: http://www.pumpurs.lv/lv/iap-01-kada-ir-iap-saskanosanas-seciba
- S 10: http://www.pumpurs.lv/lv/node/175/printable/print
- S 11: https://sig1psk.lv/index.php/projekti/sam-8-3-4/
- S 14: https://www.ilukste.lv/izglitiba/projekti/esf-projekts-atbalsts-priekslaicigas-macibu-partrauksanas-samazinasanai-projekta-nr-8-3-4-0-16-i-001/
- S 15: https://www.r93vs.lv/esf-projekts-atbalsts-priekslaicigas-macibu-partrauksanas-samazinasanai-pumpurs/
- S 18: vēstule, 2020. gada oktobris, http://pumpurs.izm.gov.lv/lv/pumpurs-turpina-sniegt-atbalstu
- S 19: http://www.pumpurs.lv/index.php/lv/par-projekta-pumpurs-istenosanas-darbibu-arkartejas-situacijas-laika-papildinats-16032020
- S 20: https://www.pmlp.gov.lv/lv/personas-koda-maina
- S 21: MK 18.01.2022. noteikumi Nr. 41, https://m.likumi.lv/ta/id/329318-noteikumi-par-20222023-macibu-gada-un-macibu-semestru-sakuma-un-beigu-laiku-un-brivdienu-laiku
- S 22: MK 30.08.2022. noteikumi Nr. 538, https://tapportals.mk.gov.lv/structuralizer/data/nodes/14db2700-78da-4ba1-8012-83f1be719a8d/preview
- S 23: http://www.csb.gov.lv/klasifikacijas/latvijas-iedzivotaju-registracijas-sistemas-klasifikators-29922.html
- S 24: Python pakotne holidays, Latvija, https://github.com/vacanza/holidays
- S 25: MK 29.11.2022. noteikumi Nr. 746, https://likumi.lv/ta/id/337527-grozijumi-ministru-kabineta-2021-gada-25-februara-noteikumos-nr-131-izglitibas-un-zinatnes-ministrijas-padotiba-esoso-profesionalas-izglitibas-iestazu-maksas-pakalpojumu-cenradis
- S 26: MK 18.03.2021. noteikumi Nr. 171, https://likumi.lv/ta/id/321817
- S 30: https://www.ventspils.lv/sabiedriska-transporta-bileti-parbaudi-iegades-bridi/
- S 31: https://latvija.lv/lv/PPK/transports/pasazieru-parvadajumi/p22884/ProcesaApraksts
- S 32: https://www.macibaspieaugusajiem.lv/index.php/transporta-izmaksu-kompensacija
- S 33: http://rmdv.lv/dienesta-viesnica/
- S 38: python-stdnum, modulis stdnum.lv.pvn
- S 40: https://ifinanses.lv/raksti/gramatvediba/dokumenti/lv-ko-darit-ja-pazudis-dokuments/26104
"""
