#include "function_words.h"

#include <pthread.h>

#include "check.h"
#include "word_hash.h"
#include "normalise.h"
#include "utf8.h"

#define SLOTS 4096 /* a power of two, more than twice the words of all languages */

/* By script the commonest language first, so that of two that fit equally well it is taken. */
static const struct {
	const char *tag;
	enum script script;
	const char *words;
} languages[] = {
	{ "en", SCRIPT_LATIN, "the of and to in a that is was for on with as by at from his her it has have were been after this which but not who said are they their an its would" },
	{ "es", SCRIPT_LATIN, "de la el que y en los del las un una por con para se su al lo como más fue sus este entre pero ha desde sobre es no también" },
	{ "fr", SCRIPT_LATIN, "de la le les et des en du une un dans est que pour qui au par sur plus avec ce se sont ne pas a été aux son cette ses après leur" },
	{ "de", SCRIPT_LATIN, "der die und den von das mit des ist auf für im dem nicht ein eine als auch nach bei aus wurde sich einer einem wird sind hat am zum zur war dass" },
	{ "pt", SCRIPT_LATIN, "de a o que e do da em um para os com uma não no na por dos mais se as foi ao das pelo pela após também são sua seu" },
	{ "it", SCRIPT_LATIN, "di il la che e in un per del una della è con dei nel alla al da non le si delle sono dal gli nella anche più ha dopo stato" },
	{ "id", SCRIPT_LATIN, "yang dan di dari untuk dengan pada ini dalam tidak itu akan oleh tersebut juga ke adalah karena telah bahwa mereka sebagai kata setelah saat bisa" },
	{ "ms", SCRIPT_LATIN, "yang dan di dari untuk dengan pada ini dalam tidak itu akan oleh tersebut juga ke adalah kerana telah bahawa mereka sebagai kata selepas boleh ialah beliau" },
	{ "nl", SCRIPT_LATIN, "de van het een en in is dat op te zijn voor met die niet aan er om ook als bij door uit naar wordt werd heeft nog maar hij" },
	{ "tr", SCRIPT_LATIN, "ve bir bu da de için ile olarak çok daha en olan sonra kadar gibi ancak göre oldu olduğu ne var ise ya her tarafından" },
	{ "pl", SCRIPT_LATIN, "w i na z się do że nie jest o od po za przez to oraz jak dla który został są była był ze także tym co ich jego która" },
	{ "sv", SCRIPT_LATIN, "och i att det som en på är av för med till den har de inte om ett från var men sig efter vid kan eller också under blev" },
	{ "ro", SCRIPT_LATIN, "de și în a la cu din că pe care o un pentru mai au nu este s-a fost prin după sau lui să iar al ale cele unei" },
	{ "cs", SCRIPT_LATIN, "a v se na že je s z do o k i za po pro od jako ve by ale při který jsou byl která podle také až které nebo" },
	{ "hu", SCRIPT_LATIN, "a az és hogy nem is egy ez meg volt mint már csak még van de után el azt szerint vagy ki akkor ezt lett több" },
	{ "vi", SCRIPT_LATIN, "của và là có trong được cho các một những với không đã người này khi từ để đến tại ở vào về như ra theo" },
	{ "da", SCRIPT_LATIN, "og i at det er en på af til for med den som de der har ikke et fra var om men sig efter blev ved hun han også ud" },
	{ "no", SCRIPT_LATIN, "og i at det er en på av til for med den som de har ikke et fra var om men seg etter ble ved hun han også mot" },
	{ "fi", SCRIPT_LATIN, "ja on oli että ei se hän mukaan myös ovat mutta kun joka sen kuin sekä ole noin jonka tai jälkeen oli hänen jo vuonna ovat ollut voi" },
	{ "hr", SCRIPT_LATIN, "i u je na se da za su od s iz o kao koji nakon što će koja ili bi nije prema bio do ali te tijekom također" },
	{ "sk", SCRIPT_LATIN, "a v sa na že je s z do o k aj za po pre od ako vo by ale pri ktorý sú bol ktorá podľa tiež až ktoré alebo" },
	{ "sl", SCRIPT_LATIN, "in v je na se da za so s z iz o kot ki po pa bi ne pri tudi do ali od bil tako še bila več med" },
	{ "sw", SCRIPT_LATIN, "na ya wa kwa katika ni za la kuwa cha hiyo huo hilo alisema watu baada yake hao lakini pia kama huyo wake mwaka" },
	{ "et", SCRIPT_LATIN, "ja on ei et oli see ka kui mis oma ning või selle aga tema pärast kes mida üle veel juba nii ta olid sai" },
	{ "lt", SCRIPT_LATIN, "ir kad į yra su iš tai buvo ne kaip po už o bei bet dėl taip nuo apie ar pagal jo jau per kurie iki" },
	{ "lv", SCRIPT_LATIN, "un ir ka uz no ar par kas arī bija lai bet kā vai tika pēc tas to pie gan nav ko pret viņa ja gada" },
	{ "ca", SCRIPT_LATIN, "de la i el que a les en els del per un una amb es és al va com més dels no han ha pel aquest també" },
	{ "gl", SCRIPT_LATIN, "de a o que e do da en un para os con unha non no na por dos máis se as foi ao das pola polo tamén está" },
	{ "sq", SCRIPT_LATIN, "të e në i dhe për një me nga që është u se ka si nuk më janë ishte këtë por pas ai tij edhe" },
	{ "az", SCRIPT_LATIN, "və bir bu da də üçün ilə olan sonra kimi ki isə çox edir etdi olub daha deyib görə onun olaraq hər" },
	{ "uz", SCRIPT_LATIN, "va bilan bu uchun bir ham da edi deb qilgan kerak haqida esa keyin lekin bo'lgan boʻlgan deya ularning" },
	{ "fil", SCRIPT_LATIN, "ang ng sa na mga at ay ni para si ito kay hindi may kanyang nang mula sila pa rin ayon isang" },
	{ "af", SCRIPT_LATIN, "die van en in is het dat nie 'n te op vir met aan om was sy wat hy deur by ook na uit word sal" },
	{ "is", SCRIPT_LATIN, "og í að á er sem um til var við með en fyrir það ekki hann af þess hefur eftir frá voru hún þar" },
	{ "ga", SCRIPT_LATIN, "an agus na a ar i le go is ag do sé bhí don tá ón leis nach sna sa cuid atá" },
	{ "cy", SCRIPT_LATIN, "y yn a i o ei ar yr bod wedi am mae gan oedd fod un eu ond hefyd gyda nad roedd" },
	{ "eu", SCRIPT_LATIN, "eta da ez du bat izan dira zen dute ere hori egin dela beste baina zuen bere baino gabe" },
	{ "so", SCRIPT_LATIN, "oo iyo ka ku waxaa in uu ah la ee soo kale sheegay ayaa waa uga dalka inay" },
	{ "ha", SCRIPT_LATIN, "da na a ta ya ba wannan cewa ne ce za su kuma domin wani an shi ga bayan" },
	{ "ru", SCRIPT_CYRILLIC, "и в на с что по не к из за от для о как его он это был после до а также при они было который она все" },
	{ "uk", SCRIPT_CYRILLIC, "і в на з що у та не до за як від про його це для після був він але також вони під який та є із було" },
	{ "bg", SCRIPT_CYRILLIC, "и на в за да се от с е по че са не към като до при след това са беше ще който как бе си" },
	{ "sr", SCRIPT_CYRILLIC, "и у је на се да за су од из о као који након што ће која или би није према био до али" },
	{ "mk", SCRIPT_CYRILLIC, "и на во за да се од со е по дека не кој како до при по беше ќе ги ја што го не сите" },
	{ "be", SCRIPT_CYRILLIC, "і ў у на з што не да за як ад па яго гэта для пасля быў ён але таксама яны які былі было" },
	{ "kk", SCRIPT_CYRILLIC, "және бұл бір мен үшін деп болған бойынша оның осы кейін да де ең бар туралы жылы" },
	{ "ky", SCRIPT_CYRILLIC, "жана бул бир менен үчүн деп болгон боюнча анын ошол кийин да эң бар тууралуу жылы эле" },
	{ "mn", SCRIPT_CYRILLIC, "нь энэ юм байна бол болон тухай дээр байсан гэж оны хийсэн түүний хоёр нэг" },
	{ "tg", SCRIPT_CYRILLIC, "ва дар ба аз ки бо ин барои аст он дигар буд пас шудааст мардум низ" },
	{ "ar", SCRIPT_ARABIC, "في من على أن إلى التي عن مع هذا ما الذي هذه بعد كان قد قال لا أو بين كما لم وقال خلال" },
	{ "fa", SCRIPT_ARABIC, "و در به از که این را با است برای آن یک خود تا کرد بر هم شده پس نیز می شد" },
	{ "ur", SCRIPT_ARABIC, "کے میں کی اور سے کا ہے نے کو پر کہ یہ ہیں بھی ایک تھا اس گیا ہو نہیں بعد" },
	{ "ps", SCRIPT_ARABIC, "د په او چې له کې دی یې سره هم دا ته شوي وو کړي نه ده وروسته" },
	{ "ckb", SCRIPT_ARABIC, "لە و بە کە بۆ ئەم ئەو لەگەڵ دوای هەروەها بوو یەک نێوان ناو دەکات" },
	{ "sd", SCRIPT_ARABIC, "جي ۾ جو ۽ کي آهي ته سان تي مان هن نه آهن بعد" },
	{ "ug", SCRIPT_ARABIC, "ۋە بىلەن بۇ بىر ئۈچۈن بولغان دەپ ھەم كېيىن ئۇ قىلغان" },
	{ "hi", SCRIPT_DEVANAGARI, "के में की है से और का को ने पर कि एक यह भी हैं इस नहीं गया लिए था ही बाद" },
	{ "mr", SCRIPT_DEVANAGARI, "आणि आहे या च्या ते हे मध्ये झाली होते एक केली त्या व नाही झाला आहेत नंतर" },
	{ "ne", SCRIPT_DEVANAGARI, "छ र को मा पनि हो गरेको भएको एक यो लागि थियो गर्ने भने छन् पछि" },
	{ "bn", SCRIPT_BENGALI, "এই ও থেকে করে এবং হয় একটি না করা জন্য তার হয়েছে পর করেছে সঙ্গে যে" },
	{ "as", SCRIPT_BENGALI, "আৰু এই কৰা হৈছে পৰা এটা কৰি বাবে তেওঁ পিছত নহয় হয়" },
	{ "am", SCRIPT_ETHIOPIC, "ላይ እና ውስጥ ነው ወደ ግን እንደ ነበር አንድ በኋላ ይህ" },
	{ "ti", SCRIPT_ETHIOPIC, "ኣብ ናይ እዩ ከም ድማ ካብ ምስ ነበረ ኣብቲ" },
};

/* Letters that few languages of a script have; normalised, so that some are not here that look as if they should be. */
static const struct {
	const char *letters;
	const char *tags;
} letters[] = {
	{ "ł ą ę ż ź ś ń ć", "pl" }, { "ř ě ů", "cs" }, { "ť ď ň", "cs sk" }, { "ľ ŕ ĺ", "sk" }, { "ô", "fr sk vi pt" }, { "ő ű", "hu" }, { "ã", "pt vi" },
	{ "õ", "pt et vi" }, { "ñ", "es" }, { "ç", "fr pt tr ca sq az" }, { "ß", "de" }, { "å", "sv no da" }, { "ø", "no da" }, { "æ", "no da is" },
	{ "ä", "fi sv de et sk" }, { "ö", "fi sv de tr hu et az is" }, { "ü", "de tr hu et az" }, { "ă", "ro vi" }, { "ș ț ţ", "ro" }, { "ş", "tr az ro" },
	{ "ğ ı", "tr az" }, { "ə", "az" }, { "ð þ", "is" }, { "ơ ư", "vi" }, { "đ", "vi hr" }, { "ķ ļ ņ ģ", "lv" }, { "ā ī", "lv" }, { "ē", "lv" },
	{ "ė ų į", "lt" }, { "č š ž", "cs sk hr sl lt lv" }, { "ć", "hr pl" }, { "ë", "sq nl fr" }, { "ò", "it ca" }, { "ì", "it" }, { "ŵ ŷ", "cy" },
	{ "é è ê", "fr" }, { "í ó ú", "es pt cs is" },
	{ "ы э", "ru be kk ky mn" }, { "ъ", "ru bg" }, { "щ", "ru uk bg" }, { "і", "uk be kk" }, { "ї є ґ", "uk" }, { "ў", "be" },
	{ "љ њ ј џ", "sr mk" }, { "ћ ђ", "sr" }, { "ѓ ќ ѕ", "mk" }, { "ә ғ қ ұ һ", "kk" }, { "ң", "kk ky" }, { "ө ү", "kk ky mn" }, { "ӣ ӯ ҳ ҷ", "tg" },
	{ "ۆ ێ ڕ ڵ ە", "ckb" }, { "ٹ ڈ ے ں", "ur" }, { "پ گ", "fa ur ckb" }, { "ژ", "fa ckb" }, { "چ", "fa ur ps ckb" }, { "ښ ډ ړ ې ځ څ", "ps" }, { "ة ث", "ar" },
};

#define LETTER_FIRST 0xc0u
#define LETTER_LAST 0x6ffu
#define LETTER_WORTH 0.3   /* of a function word */
#define LETTERS_READ 160

#define COUNT (sizeof languages / sizeof languages[0])
_Static_assert(COUNT <= FUNCTION_LANGUAGES, "a bit for each language");

static struct {
	uint64_t hash;
	uint64_t languages; /* a bit for each that has the word */
} slots[SLOTS];

static void enter(struct bytes word, uint32_t language)
{
	uint8_t norm[64];
	size_t length = text_normalise_phrase(word, norm, sizeof norm);
	uint64_t hash = word_hash(norm, length);
	uint32_t slot = (uint32_t)hash % SLOTS;
	while (slots[slot].languages != 0 && slots[slot].hash != hash)
		slot = (slot + 1) % SLOTS;
	slots[slot].hash = hash;
	slots[slot].languages |= 1ULL << language;
}

static uint64_t letter_languages[LETTER_LAST - LETTER_FIRST + 1];

static void enter_letters(const char *points, const char *tags)
{
	uint64_t mask = 0;
	for (const char *at = tags; *at != 0; at += strcspn(at, " "), at += *at == ' ')
		for (uint32_t i = 0; i < COUNT; i++)
			mask |= strlen(languages[i].tag) == strcspn(at, " ") && strncmp(languages[i].tag, at, strlen(languages[i].tag)) == 0 ? 1ULL << i : 0;
	struct bytes view = bytes_of_string(points);
	for (size_t at = 0; at < view.length;) {
		uint32_t point = utf8_next(view.data, &at);
		if (point >= LETTER_FIRST && point <= LETTER_LAST)
			letter_languages[point - LETTER_FIRST] |= mask;
	}
}

static void make_table(void)
{
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
		enter_letters(letters[i].letters, letters[i].tags);
	for (uint32_t i = 0; i < COUNT; i++)
		for (const char *at = languages[i].words; *at != 0;) {
			size_t length = strcspn(at, " ");
			enter(bytes_of(at, length), i);
			at += length + (at[length] == ' ');
		}
}

static void add(uint64_t found, double worth, double counts[FUNCTION_LANGUAGES])
{
	if (found == 0)
		return;
	double share = worth * (0.5 + 0.5 / __builtin_popcountll(found));
	for (; found != 0; found &= found - 1)
		counts[__builtin_ctzll(found)] += share;
}

/* None of them belongs to a letter that is counted. */
static bool eight_are_ascii(struct bytes text, size_t at)
{
	uint64_t eight;
	if (at + sizeof eight > text.length)
		return false;
	memcpy(&eight, text.data + at, sizeof eight);
	return (eight & 0x8080808080808080u) == 0;
}

static void count_letters(const struct document *document, double counts[FUNCTION_LANGUAGES])
{
	size_t read = 0;
	for (size_t at = 0; at < document->norm.length && read < LETTERS_READ;) {
		if (document->norm.data[at] < 0x80) {
			at += eight_are_ascii(document->norm, at) ? 8 : 1;
			continue;
		}
		uint32_t point = utf8_next(document->norm.data, &at);
		read++;
		if (point >= LETTER_FIRST && point <= LETTER_LAST)
			add(letter_languages[point - LETTER_FIRST], LETTER_WORTH, counts);
	}
}

void function_words_count(const struct document *document, uint32_t words, double ret_counts[FUNCTION_LANGUAGES])
{
	static pthread_once_t made = PTHREAD_ONCE_INIT;
	pthread_once(&made, make_table);
	memset(ret_counts, 0, FUNCTION_LANGUAGES * sizeof *ret_counts);
	for (uint32_t i = 0; i < words && i < document->words_count; i++) {
		uint64_t hash = document->words[i].hash, found = 0;
		for (uint32_t slot = (uint32_t)hash % SLOTS; slots[slot].languages != 0; slot = (slot + 1) % SLOTS)
			if (slots[slot].hash == hash) {
				found = slots[slot].languages;
				break;
			}
		add(found, 1.0, ret_counts);
	}
	count_letters(document, ret_counts);
}

uint32_t function_language(const char *tag)
{
	for (uint32_t i = 0; i < COUNT; i++)
		if (strcmp(languages[i].tag, tag) == 0)
			return i;
	return FUNCTION_LANGUAGES;
}

const char *function_tag(uint32_t number)
{
	return number < COUNT ? languages[number].tag : NULL;
}

enum script function_script(uint32_t number)
{
	CHECK(number < COUNT);
	return languages[number].script;
}
