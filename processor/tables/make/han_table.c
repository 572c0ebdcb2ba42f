/* han_table.c: makes processor/tables/han.bin from ICU: a byte for each of U+4E00…U+9FFF.
 * Bits 0-3: the class of the Mandarin reading's initial (see classes below, 0 for none), bit 4: the reading ends in n or
 * ng, bit 5: foreign names are transcribed with the character (or with its simplified form), bit 6:
 * er, which stands for a bare l as well as for a bare r. usage: han_table OUT */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define FIRST 0x4e00
#define COUNT (0x9fff - FIRST + 1)

static const char classes[] = " PFTKSMNLR"; /* a class is its index */

static unsigned char table[COUNT];
static unsigned char transcribes[COUNT];

static void die(const char *what, UErrorCode error)
{
	fprintf(stderr, "han_table: %s: %s\n", what, u_errorName(error));
	_Exit(1);
}

static UTransliterator *transliterator(const char *id)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar name[64];
	u_uastrcpy(name, id);
	UTransliterator *made = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	if (U_FAILURE(error))
		die(id, error);
	return made;
}

static int32_t apply(const UTransliterator *with, UChar *text, int32_t length, int32_t capacity)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t limit = length;
	utrans_transUChars(with, text, &length, capacity, 0, &limit, &error);
	if (U_FAILURE(error))
		die("transliterate", error);
	return length;
}

/* pinyin in ASCII, without its tone: its initial's class. h is silent in names as it is elsewhere: the skeletons drop it. */
static char initial_class(const char *pinyin)
{
	switch (pinyin[0]) {
	case 'b': case 'p': return 'P';
	case 'f': return 'F';
	case 'd': case 't': return 'T';
	case 'g': case 'k': return 'K';
	case 'j': case 'q': case 'x': case 'z': case 'c': case 's': return 'S';
	case 'm': return 'M';
	case 'n': return 'N';
	case 'l': return 'L';
	case 'r': return 'R';
	default: return ' ';
	}
}

static void note_text(const UChar *text, int32_t length)
{
	for (int32_t i = 0; i < length; i++)
		if (text[i] >= FIRST && text[i] < FIRST + COUNT)
			transcribes[text[i] - FIRST] = 1;
}

/* The characters that tables for the transcription of foreign names into Chinese use. Not those of CLDR's names of places:
 * these lack a third of them and have 国, 的, 首, 都, 城, 市, which stand in every sentence. */
static void note_transcription(void)
{
	static const char characters[] =
		"阿埃艾爱安昂奥澳巴白班邦包保鲍堡贝本比彼毕边宾滨波玻伯泊博勃布达大戴丹当道德得登邓迪蒂丁东杜顿多朵厄恩尔耳"
		"法凡范方菲费芬丰冯佛夫弗福富盖甘冈高戈哥格葛根贡古瓜圭果哈海汉杭豪赫黑亨洪侯胡华怀惠霍基吉季加佳贾简江"
		"杰金津京久居卡凯坎康考柯科可克肯孔库夸匡昆阔拉莱赖兰朗劳勒雷蕾黎李里利莉立丽连廉良列林琳龙卢鲁路伦罗洛吕"
		"马玛迈麦曼芒毛茅梅门蒙孟米密明缪莫默摩墨姆木穆慕拿纳娜乃奈南内嫩能尼年涅宁牛纽农努女诺欧帕派潘庞佩彭"
		"皮平珀坡普蒲朴齐奇契恰钱乔切琴青庆琼丘屈让热仁荣茹儒瑞若撒萨塞赛三桑瑟森沙莎山珊尚绍舍申圣胜施什诗石史士"
		"寿舒朔司丝斯思松苏素索所塔台泰坦汤唐陶忒特腾提田铁汀廷通图托脱瓦万汪旺威韦为维卫魏温文翁沃乌吾武西希悉锡席"
		"夏先香肖谢辛欣兴休许雪逊雅亚延扬杨尧耶叶伊依易因殷英永尤尧于约云宰赞藏早泽曾扎詹张章赵哲珍真芝治智中"
		"翰盛朱准卓兹宗祖佐佑弥侬娅吕隆茨歇玖冉";
	UErrorCode error = U_ZERO_ERROR;
	UChar text[1024];
	int32_t length;
	u_strFromUTF8(text, 1024, &length, characters, -1, &error);
	if (U_FAILURE(error))
		die("transcription", error);
	note_text(text, length);
}

/* What a character sounds like in a transcription, where that is not its initial today: 基 is ki, 加 ga and ka, 吉 gi. */
static char transcribed_class(UChar simple, const char *pinyin)
{
	return simple == 0x57fa || simple == 0x52a0 || simple == 0x5409 ? 'K' : initial_class(pinyin);
}

static unsigned char entry(const UTransliterator *latin, const UTransliterator *simplify, UChar character)
{
	UChar text[64] = { character };
	int32_t length = apply(latin, text, 1, 64);
	char pinyin[64];
	u_austrncpy(pinyin, text, (int32_t)sizeof pinyin - 1);
	pinyin[length < 63 ? length : 63] = 0;
	UChar simple[8] = { character };
	length = apply(simplify, simple, 1, 8);
	bool simplified = length == 1 && simple[0] >= FIRST && simple[0] < FIRST + COUNT;
	unsigned made = (unsigned)(strchr(classes, transcribed_class(simple[0], pinyin)) - classes);
	size_t letters = strlen(pinyin);
	if (letters > 1 && (pinyin[letters - 1] == 'n' || (pinyin[letters - 1] == 'g' && pinyin[letters - 2] == 'n')))
		made |= 1u << 4;
	if (transcribes[character - FIRST] || (simplified && transcribes[simple[0] - FIRST]))
		made |= 1u << 5;
	if (simple[0] == 0x5c14 || simple[0] == 0x8033) /* 尔 耳 */
		made |= 1u << 6;
	return (unsigned char)made;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: han_table OUT\n");
		return 2;
	}
	note_transcription();
	UTransliterator *latin = transliterator("Han-Latin; Latin-ASCII; Lower");
	UTransliterator *simplify = transliterator("Traditional-Simplified");
	for (int i = 0; i < COUNT; i++)
		table[i] = entry(latin, simplify, (UChar)(FIRST + i));
	utrans_close(latin);
	utrans_close(simplify);
	FILE *out = fopen(argv[1], "wb");
	if (out == NULL || fwrite(table, 1, COUNT, out) != COUNT || fclose(out) != 0) {
		perror(argv[1]);
		return 1;
	}
	return 0;
}
