/* agencies.h: how the world's news agencies are written, and what they are called here. Private to text. */
#ifndef PARALLAX_TEXT_AGENCIES_H
#define PARALLAX_TEXT_AGENCIES_H

/* As normalised text has them: credit_test.c checks that each is its own normal form. */
static const struct {
	const char *written, *name;
} agencies[] = {
	{ "agence france presse", "afp" }, { "france presse", "afp" }, { "афп", "afp" }, { "франс пресс", "afp" },
	{ "ا ف ب", "afp" }, { "فرانس برس", "afp" }, { "法新社", "afp" }, { "afp通信", "afp" }, { "associated press", "ap" },
	{ "美联社", "ap" }, { "美聯社", "ap" }, { "ا ب", "ap" }, { "reuter", "reuters" }, { "thomson reuters", "reuters" },
	{ "рейтер", "reuters" }, { "рейтерс", "reuters" }, { "رويترز", "reuters" }, { "路透", "reuters" }, { "路透社", "reuters" },
	{ "로이터", "reuters" }, { "ロイター", "reuters" }, { "רויטרס", "reuters" }, { "रॉयटर्स", "reuters" },
	{ "deutsche presse agentur", "dpa" }, { "د ب ا", "dpa" }, { "德新社", "dpa" }, { "itar tass", "tass" }, { "тасс", "tass" },
	{ "итар тасс", "tass" }, { "تاس", "tass" }, { "塔斯社", "tass" }, { "интерфакс", "interfax" }, { "риа новости", "ria novosti" },
	{ "ria", "ria novosti" }, { "риа", "ria novosti" }, { "уніан", "unian" }, { "укрінформ", "ukrinform" },
	{ "укринформ", "ukrinform" }, { "белта", "belta" }, { "казинформ", "kazinform" }, { "xinhuanet", "xinhua" }, { "新华社", "xinhua" },
	{ "新華社", "xinhua" }, { "新华网", "xinhua" }, { "新华", "xinhua" }, { "شينخوا", "xinhua" }, { "синьхуа", "xinhua" }, { "신화통신", "xinhua" },
	{ "中新社", "cns" }, { "中央社", "cna" }, { "共同", "kyodo" }, { "共同通信", "kyodo" }, { "共同通信社", "kyodo" }, { "時事", "jiji" },
	{ "時事通信", "jiji" }, { "時事通信社", "jiji" }, { "jiji press", "jiji" }, { "연합뉴스", "yonhap" }, { "연합", "yonhap" },
	{ "뉴시스", "newsis" }, { "뉴스1", "news1" }, { "فارس", "fars" }, { "خبرگزاری فارس", "fars" }, { "ايرنا", "irna" }, { "ارنا", "irna" },
	{ "تسنيم", "tasnim" }, { "ايسنا", "isna" }, { "مهر", "mehr" }, { "anadolu ajansı", "anadolu" }, { "anadolu", "anadolu" },
	{ "الاناضول", "anadolu" }, { "aa", "anadolu" }, { "وام", "wam" }, { "واس", "spa" }, { "بترا", "petra" }, { "سانا", "sana" }, { "وفا", "wafa" },
	{ "press trust of india", "pti" }, { "पीटीआई", "pti" }, { "भाषा", "bhasha" }, { "एएनआई", "ani" }, { "यूएनआई", "uni" },
	{ "keystone sda", "sda" }, { "keystone ats", "sda" }, { "ats", "sda" }, { "austria presse agentur", "apa" }, { "canadian press", "cp" },
	{ "la presse canadienne", "cp" }, { "efe", "efe" }, { "agencia efe", "efe" }, { "europa press", "europa press" }, { "ansa", "ansa" },
	{ "adnkronos", "adnkronos" }, { "lusa", "lusa" }, { "belga", "belga" }, { "anp", "anp" }, { "ntb", "ntb" }, { "ritzau", "ritzau" },
	{ "tt", "tt" }, { "stt", "stt" }, { "pap", "pap" }, { "čtk", "ctk" }, { "ctk", "ctk" }, { "tasr", "tasr" }, { "mti", "mti" }, { "hina", "hina" },
	{ "tanjug", "tanjug" }, { "танјуг", "tanjug" }, { "бта", "bta" }, { "bta", "bta" }, { "agerpres", "agerpres" }, { "απε μπε", "ana" },
	{ "antara", "antara" }, { "bernama", "bernama" }, { "ttxvn", "vna" }, { "vna", "vna" }, { "afp", "afp" }, { "ap", "ap" }, { "reuters", "reuters" },
	{ "dpa", "dpa" }, { "tass", "tass" }, { "interfax", "interfax" }, { "ria novosti", "ria novosti" }, { "ukrinform", "ukrinform" },
	{ "unian", "unian" }, { "belta", "belta" }, { "xinhua", "xinhua" }, { "kyodo", "kyodo" }, { "jiji", "jiji" }, { "yonhap", "yonhap" },
	{ "fars", "fars" }, { "irna", "irna" }, { "tasnim", "tasnim" }, { "isna", "isna" }, { "mehr", "mehr" }, { "wam", "wam" }, { "spa", "spa" },
	{ "petra", "petra" }, { "sana", "sana" }, { "wafa", "wafa" }, { "mena", "mena" }, { "pti", "pti" }, { "ani", "ani" }, { "sda", "sda" },
	{ "apa", "apa" }, { "upi", "upi" }, { "kna", "kna" }, { "epd", "epd" }, { "sid", "sid" },
};

/* What only says that it is an agency, at either end of a name. */
static const char *const agency_generic[] = {
	"news agency", "news", "agency", "press agency", "newswire", "wire", "the", "nachrichtenagentur", "die", "agence", "agence de presse", "l",
	"agencia", "agencia de noticias", "agenzia", "agência", "persbureau", "nyhetsbyrån", "nyhetsbyrå", "agencja", "агентство",
	"информагентство", "агентство новостей", "информационное агентство", "агенція", "وكالة", "وكالة انباء", "للانباء", "خبرگزاري", "kantor berita",
	"ajansı", "haber ajansı", "通讯社", "通信社", "통신", "통신사",
};

/* A word in capitals in parentheses at the end that is no agency. */
static const char *const agency_never[] = { "end", "ends", "fin", "more", "eom", "mtc", "sic", "fine", "ende", "konec", "конец" };

#endif
