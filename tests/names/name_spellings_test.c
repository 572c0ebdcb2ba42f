/* One name in many scripts and languages: each spelling meets the English one, in the skeleton that the match compares
 * (the coarse one of Hangul, kana, Han). Names that sound different must not meet. Words go the whole way through the
 * document, with the prefixes, particles and endings that stand in running text. */
#include "check_that.h"
#include "arena.h"
#include "article.h"
#include "keys.h"
#include "known_names.h"
#include "normalise.h"

static struct arena arena;

/* The name keys of a sentence's only word, or of the run between spaces. */
static void read_keys(const char *language, const char *text, struct key_set *set)
{
	struct article article = { .body = bytes_of_string(text) };
	struct document document;
	document_read(&article, &arena, &document);
	key_set_init(set, &arena);
	struct known_names names;
	known_names_init(&names, &document, lexicon_language(bytes_of_string(language)), &arena);
	keys_collect(&names, NULL, 0, set);
}

static bool share_kind(const struct key_set *left, const struct key_set *right, enum key_kind kind)
{
	for (uint32_t i = 0; i < left->count; i++)
		for (uint32_t k = 0; left->keys[i].kind == kind && k < right->count; k++)
			if (left->keys[i].id == right->keys[k].id)
				return true;
	return false;
}

/* English, then "language:spelling …". A '=' before the language asks for the coarse skeleton only. */
static const char *const meet[][2] = {
	{ "Putin", "de:Putin fr:Poutine es:Putin pl:Putin pl:Putina fi:Putinin hu:Putyin tr:Putin'in ru:Путин ru:Путина uk:Путін el:Πούτιν "
	  "ar:بوتين ar:وبوتين fa:پوتین ur:پوتن he:פוטין he:לפוטין hi:पुतिन bn:পুতিন ta:புதின் te:పుతిన్ ml:പുടിൻ si:පුටින් th:ปูติน "
	  "=ko:푸틴 =ko:푸틴은 =ja:プーチン ka:პუტინი hy:Պուտին am:ፑቲን lo:ປູຕິນ km:ពូទីន my:ပူတင်" },
	{ "Zelensky", "de:Selenskyj fr:Zelensky es:Zelenski pl:Zełenski nl:Zelensky tr:Zelenski ru:Зеленский uk:Зеленський el:Ζελένσκι ar:زيلينسكي "
	  "fa:زلنسکی he:זלנסקי hi:ज़ेलेंस्की ta:செலென்ஸ்கி th:แซแลนสกี =ko:젤렌스키 =ja:ゼレンスキー =zh:泽连斯基" },
	{ "Merkel", "ru:Меркель uk:Меркель el:Μέρκελ ar:ميركل fa:مرکل he:מרקל hi:मर्केल bn:মের্কেল th:แมร์เคิล =ko:메르켈 =ja:メルケル "
	  "=zh:默克尔 ka:მერკელი hy:Մերկել fi:Merkelin hu:Merkelnek" },
	{ "Macron", "ru:Макрон el:Μακρόν ar:ماكرون fa:ماکرون he:מקרון hi:मैक्रों bn:ম্যাক্রোঁ ta:மக்ரோன் th:มาครง =ko:마크롱 =ja:マクロン =zh:马克龙 "
	  "fi:Macronin ka:მაკრონი" },
	{ "Trump", "ru:Трамп ru:Трампом uk:Трамп el:Τραμπ ar:ترامب fa:ترامپ he:טראמפ hi:ट्रंप hi:ट्रम्प bn:ট্রাম্প ta:டிரம்ப் th:ทรัมป์ =ko:트럼프 "
	  "=ja:トランプ =zh:特朗普 ka:ტრამპი hy:Թրամփ am:ትራምፕ fi:Trumpin hu:Trumpot tr:Trump'ın" },
	{ "Erdogan", "tr:Erdoğan tr:Erdoğan'ın de:Erdogan ru:Эрдоган el:Ερντογάν ar:أردوغان fa:اردوغان hi:एर्दोगन  ka:ერდოღანი" },
	{ "Khamenei", "de:Chamenei fr:Khamenei ru:Хаменеи ar:خامنئي fa:خامنه‌ای hi:खामेनेई tr:Hamaney pl:Chamenei th:คาเมเนอี =ja:ハメネイ =ko:하메네이 =zh:哈梅内伊" },
	{ "Netanyahu", "de:Netanjahu fr:Netanyahou es:Netanyahu ru:Нетаньяху uk:Нетаньягу el:Νετανιάχου ar:نتنياهو fa:نتانیاهو he:נתניהו hi:नेतन्याहू "
	  "=ko:네타냐후 =ja:ネタニヤフ =zh:内塔尼亚胡 pl:Netanjahu" },
	{ "Shevchenko", "de:Schewtschenko fr:Chevtchenko pl:Szewczenko it:Shevchenko es:Shevchenko tr:Şevçenko cs:Ševčenko ru:Шевченко uk:Шевченко "
	  "el:Σεφτσένκο ar:شيفتشينكو hu:Sevcsenko ro:Șevcenko" },
	{ "Chavez", "es:Chávez fr:Chavez ru:Чавес el:Τσάβες ar:تشافيز he:צ'אבס hi:चावेज tr:Chávez =ko:차베스 =ja:チャベス" },
	{ "Johnson", "ru:Джонсон uk:Джонсон el:Τζόνσον ar:جونسون fa:جانسون he:ג'ונסון hi:जॉनसन ta:ஜான்சன் th:จอห์นสัน =ko:존슨 =ja:ジョンソン =zh:约翰逊 "
	  "fi:Johnsonin ka:ჯონსონი hy:Ջոնսոն" },
	{ "Washington", "ru:Вашингтон uk:Вашингтон pl:Waszyngton tr:Washington el:Ουάσιγκτον ar:واشنطن fa:واشنگتن he:וושינגטון hi:वाशिंगटन =ko:워싱턴 =ja:ワシントン "
	  "=zh:华盛顿 th:วอชิงตัน ka:ვაშინგტონი" },
	{ "Tehran", "de:Teheran fr:Téhéran es:Teherán it:Teheran el:Τεχεράνη ar:طهران fa:تهران he:טהרן hi:तेहरान tr:Tahran =ko:테헤란 "
	  "=ja:テヘラン =zh:德黑兰" },
	{ "Rodriguez", "es:Rodríguez pt:Rodrigues ru:Родригес el:Ροδρίγκεζ ar:رودريغيز =ko:로드리게스 =ja:ロドリゲス =zh:罗德里格斯" },
	{ "Jimenez", "es:Jiménez ru:Хименес =ja:ヒメネス" },
	{ "Lukashenko", "de:Lukaschenko fr:Loukachenko pl:Łukaszenka ru:Лукашенко be:Лукашэнка uk:Лукашенко el:Λουκασένκο ar:لوكاشينكو fa:لوکاشنکو =ja:ルカシェンコ "
	  "=ko:루카셴코 =zh:卢卡申科 th:ลูคาเชนโก" },
	{ "Gorbachev", "de:Gorbatschow fr:Gorbatchev es:Gorbachov pl:Gorbaczow it:Gorbaciov ru:Горбачёв uk:Горбачов ar:غورباتشوف ar:جورباتشوف fa:گورباچف hi:गोर्बाचेव "
	  "=ja:ゴルバチョフ =ko:고르바초프 =zh:戈尔巴乔夫" },
	{ "Ahmadinejad", "de:Ahmadinedschad fr:Ahmadinejad ru:Ахмадинежад ar:أحمدي_نجاد" },
	{ "Mohammed", "fr:Mohamed de:Mohammed tr:Muhammed ru:Мохаммед ar:محمد fa:محمد ur:محمد hi:मोहम्मद bn:মোহাম্মদ ckb:محەمەد" },
	{ "Kishida", "ru:Кисида ko:기시다 =ja:キシダ th:คิชิดะ el:Κισίντα ar:كيشيدا hi:किशिदा" },
	{ "Bolsonaro", "ru:Болсонару ar:بولسونارو el:Μπολσονάρο he:בולסונארו =ja:ボルソナロ =zh:博尔索纳罗 fi:Bolsonaron" },
	{ "Modi", "ru:Моди hi:मोदी mr:मोदी bn:মোদি gu:મોદી pa:ਮੋਦੀ ta:மோடி te:మోదీ kn:ಮೋದಿ ml:മോദി or:ମୋଦି ur:مودی th:โมที" },
	{ "Warsaw", "pl:Warszawa de:Warschau fr:Varsovie" },
	{ "Vucic", "sr:Вучић hr:Vučić de:Vučić ru:Вучич" },
	{ "Kovacs", "hu:Kovács sk:Kováč" },
	{ "Nguyen", "vi:Nguyễn fr:Nguyen" },
	{ "Bialiatski", "pl:Bialacki ru:Беляцкий be:Бяляцкі ar:بيالياتسكي de:Bjaljazki" },
};

static const char *const apart[][2] = {
	{ "Putin", "ru:Медведев ar:ترامب he:בנט el:Τραμπ hi:मोदी th:ทรัมป์ zh:拜登 de:Merkel" },
	{ "Merkel", "de:Scholz ru:Шольц ar:شولتس fr:Macron zh:马克龙 ja:ショルツ ko:숄츠" },
	{ "Zelensky", "ru:Путин uk:Шмигаль ar:بوتين zh:普京 pl:Duda" },
	{ "Johnson", "en:Sunak ru:Сунак ar:سوناك zh:苏纳克 ja:スナク ko:수낵 th:ซูแน็ก hi:सुनक" },
	{ "Tehran", "ar:بغداد fa:کابل ru:Багдад he:ירושלים zh:巴格达 el:Λονδίνο" },
	{ "Bolsonaro", "pt:Lula es:Castillo ru:Лула ar:لولا zh:卢拉" },
};

static void check_row(const char *english, const char *spellings, bool want)
{
	struct key_set left, right;
	char list[2048];
	read_keys("en", english, &left);
	snprintf(list, sizeof list, "%s", spellings);
	for (char *at = strtok(list, " "); at != NULL; at = strtok(NULL, " ")) {
		bool coarse_only = at[0] == '=';
		char *word = strchr(at, ':');
		*word++ = 0;
		read_keys(at + coarse_only, word, &right);
		bool precise = share_kind(&left, &right, KEY_NAME), coarse = share_kind(&left, &right, KEY_COARSE);
		bool met = want ? (coarse_only ? coarse : precise || coarse) : precise || coarse;
		if (met != want)
			fprintf(stderr, "%s / %s %s: precise %d coarse %d\n", english, at, word, precise, coarse);
		CHECK_THAT(met == want);
	}
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof meet / sizeof meet[0]; i++)
		check_row(meet[i][0], meet[i][1], true);
	for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++)
		check_row(apart[i][0], apart[i][1], false);
	arena_free(&arena);
	return check_that_result();
}
