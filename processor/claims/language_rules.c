#include "language_rules.h"

static const struct language_rules none = { .tag = "und", .decimal = '.' };

/* In the order of their tags. Words are written as normalisation leaves them: lower case, Arabic variants folded. */
static const struct language_rules table[] = {
	{ .tag = "af", .decimal = ',', .and_words = " en ", .point_words = " komma ", .of_words = " van ", .in_words = " in ",
	  .one_words = " een " },
	{ .tag = "am", .decimal = '.', .verb_behind = true, .one_words = " አንድ " },
	{ .tag = "ar", .decimal = '.', .and_words = " و ", .point_words = " فاصلة ", .of_words = " من ", .in_words = " في ",
	  .from_words = " من ", .to_words = " الي ", .hour_words = " الساعة ", .as_of_words = " حتي ", .over_words = " علي ",
	  .minus_words = " سالب ناقص " },
	{ .tag = "az", .decimal = ',', .bound_behind = true, .verb_behind = true, .in_words = "", .hour_words = " saat ", .one_words = " bir ",
	  .minus_words = " mənfi " },
	{ .tag = "be", .decimal = ',', .in_words = " у ў ", .from_words = " з ", .to_words = " да " },
	{ .tag = "bg", .decimal = ',', .and_words = " и ", .of_words = " от ", .in_words = " в във ", .from_words = " от ",
	  .to_words = " на до ",
	  .hour_words = " часа ч " },
	{ .tag = "bn", .decimal = '.', .bound_behind = true, .verb_behind = true, .one_words = " এক ", .minus_words = " ঋণাত্মক মাইনাস " },
	{ .tag = "bs", .decimal = ',', .ordinal_point = true, .and_words = " i ", .of_words = " od ", .in_words = " u ",
	  .from_words = " sa s ", .to_words = " na " },
	{ .tag = "ca", .decimal = ',', .and_words = " i ", .of_words = " de d' del dels ", .in_words = " en ", .from_words = " de ",
	  .to_words = " a ",
	  .hour_words = " les hores ", .one_words = " un una u " },
	{ .tag = "cs", .decimal = ',', .ordinal_point = true, .and_words = " a ", .point_words = " celá celé celých ", .of_words = " z ze ",
	  .in_words = " v ve ", .from_words = " z ze ", .to_words = " na ", .hour_words = " hodin hod h ", .as_of_words = " k ke do ",
	  .number_starts = " jedena dvaa třia čtyřia pěta šesta sedma osma devěta " },
	{ .tag = "da", .decimal = ',', .ordinal_point = true, .and_words = " og ", .point_words = " komma ", .of_words = " af ud ",
	  .in_words = " i ",
	  .from_words = " fra ", .to_words = " til ", .hour_words = " kl klokken ", .as_of_words = " til pr per ",
	  .one_words = " en et én ét ", .minus_words = " minus ",
	  .number_starts = " en et to tre fir fem seks syv ott ni ti el tol tyve halv hundr tusin " },
	{ .tag = "de", .decimal = ',', .ordinal_point = true, .verb_behind = true, .and_words = " und ", .point_words = " komma ",
	  .of_words = " der von des den ", .in_words = " in bei im ", .from_words = " von ", .to_words = " auf ", .hour_words = " uhr ",
	  .as_of_words = " stand bis per ", .one_words = " ein eine eins einem einen einer eines ", .minus_words = " minus negativ ",
	  .number_starts = " ein zwei zwo drei vier fünf fuenf sech sieb acht neun zehn elf zwölf zwoelf hundert tausend halb " },
	{ .tag = "el", .decimal = ',', .and_words = " και ", .of_words = " από των ", .in_words = " στις στα στην στο ", .from_words = " από ",
	  .to_words = " σε στους στις ",
	  .hour_words = " ώρα π.μ μ.μ πμ μμ ", .one_words = " ένασ ένα μία μια ένα μίασ μιασ ενόσ έναν ", .minus_words = " μείον " },
	{ .tag = "en", .decimal = '.', .month_first = true, .and_words = " and ", .point_words = " point ", .of_words = " of the in out ",
	  .in_words = " in across ", .from_words = " from ", .to_words = " to ",
	  .hour_words = " am pm a.m p.m gmt utc cet est hrs o'clock ", .as_of_words = " of at by ", .minus_words = " minus negative " },
	{ .tag = "es", .decimal = ',', .and_words = " y e ", .point_words = " coma punto con ", .of_words = " de del los las ",
	  .in_words = " en ",
	  .from_words = " de desde ", .to_words = " a hasta ", .hour_words = " las horas h hora ", .as_of_words = " al hasta ",
	  .one_words = " un una uno ún ", .minus_words = " menos negativo negativa " },
	{ .tag = "et", .decimal = ',', .ordinal_point = true, .and_words = " ja ", .point_words = " koma ", .hour_words = " kell ",
	  .number_starts = " üks kaks kolm neli viis kuus seitse kaheksa üheksa kümme sada tuhat " },
	{ .tag = "eu", .decimal = ',', .bound_behind = true, .verb_behind = true, .and_words = " eta ", .one_words = " bat " },
	{ .tag = "fa", .decimal = '.', .verb_behind = true, .and_words = " و ", .point_words = " ممیز ", .of_words = " از ", .in_words = " در ",
	  .from_words = " از ", .to_words = " به ", .hour_words = " ساعت ", .as_of_words = " تا ", .one_words = " يك ",
	  .minus_words = " منفي " },
	{ .tag = "fi", .decimal = ',', .ordinal_point = true, .and_words = " ja ", .point_words = " pilkku ", .hour_words = " kello klo ",
	  .one_words = " yksi ",
	  .number_starts = " yks yhd yht kaks kahd kaht kolm nelj viis viid viit kuus kuud kuut seits kymmen sata sada sato sado tuha " },
	{ .tag = "fr", .decimal = ',', .and_words = " et ", .point_words = " virgule ", .of_words = " de d' des du sur ",
	  .in_words = " dans en lors ",
	  .from_words = " de ", .to_words = " à ", .hour_words = " heures heure h ", .as_of_words = " au jusqu'au ", .one_words = " un une ",
	  .minus_words = " moins négatif négative " },
	{ .tag = "gl", .decimal = ',', .and_words = " e ", .of_words = " de ", .in_words = " en ", .from_words = " de ", .to_words = " a ",
	  .one_words = " un unha " },
	{ .tag = "he", .decimal = '.', .and_words = " ו ", .point_words = " נקודה ", .of_words = " מתוך של ", .from_words = " מ ",
	  .to_words = " ל ", .hour_words = " בשעה ", .one_words = " אחד אחת ", .minus_words = " מינוס " },
	{ .tag = "hi", .decimal = '.', .bound_behind = true, .verb_behind = true, .and_words = "", .point_words = " दशमलव ",
	  .of_words = " में से के की का ", .over_words = " बटा ",
	  .hour_words = " बजे ", .as_of_words = "", .one_words = " एक ", .minus_words = " ऋण माइनस " },
	{ .tag = "hr", .decimal = ',', .ordinal_point = true, .and_words = " i ", .of_words = " od ", .in_words = " u ",
	  .from_words = " sa s ", .to_words = " na ",
	  .hour_words = " sati sata " },
	{ .tag = "hu", .decimal = ',', .ordinal_point = true, .verb_behind = false, .and_words = " és ", .point_words = " egész ",
	  .hour_words = " óra órakor ", .one_words = " egy ", .minus_words = " mínusz ",
	  .number_starts = " egy ezer két kettő három negy négy öt ötv hat hét heten nyolc kilenc tíz tizen húsz huszon harminc száz " },
	{ .tag = "hy", .decimal = ',', .bound_behind = true, .one_words = " մեկ " },
	{ .tag = "id", .decimal = ',', .and_words = "", .point_words = " koma ", .of_words = " dari ", .in_words = " di dalam ",
	  .from_words = " dari ",
	  .to_words = " menjadi jadi ", .hour_words = " pukul wib wita wit jam ", .as_of_words = " hingga sampai per " },
	{ .tag = "is", .decimal = ',', .ordinal_point = true, .and_words = " og ", .in_words = " í ", .from_words = " úr ", .to_words = " í ",
	  .hour_words = " klukkan kl ", .one_words = " einn ein eitt " },
	{ .tag = "it", .decimal = ',', .and_words = " e ", .point_words = " virgola ", .of_words = " di d' su dei degli delle ",
	  .in_words = " in ",
	  .from_words = " da ", .to_words = " a ", .hour_words = " alle ore dalle ", .as_of_words = " al fino ", .one_words = " un uno una ",
	  .minus_words = " meno negativo ",
	  .number_starts = " un due tre quat cinq sei sess sett otto otta nov diec undic dodic tred quind sedic dicia dicio vent quar mill cent " },
	{ .tag = "ja", .decimal = '.', .bound_behind = true, .verb_behind = true, .from_words = "", .to_words = "", .under_words = " 分の " },
	{ .tag = "ka", .decimal = ',', .verb_behind = true, .one_words = " ერთი ", .minus_words = " მინუს ",
	  .number_starts = " ას ორას სამას ოთხას ხუთას ექვსას შვიდას რვაას ცხრაას ათას " },
	{ .tag = "kk", .decimal = ',', .bound_behind = true, .verb_behind = true, .one_words = " бір " },
	{ .tag = "ko", .decimal = '.', .bound_behind = true, .verb_behind = true, .under_words = " 분의 " },
	{ .tag = "lt", .decimal = ',', .and_words = " ir ", .of_words = " iš ", .from_words = " nuo ", .to_words = " iki ",
	  .hour_words = " val " },
	{ .tag = "lv", .decimal = ',', .ordinal_point = true, .and_words = " un ", .of_words = " no ", .from_words = " no ",
	  .to_words = " līdz ", .hour_words = " plkst " },
	{ .tag = "mk", .decimal = ',', .and_words = " и ", .of_words = " од ", .in_words = " во ", .from_words = " од ", .to_words = " на " },
	{ .tag = "ml", .decimal = '.', .bound_behind = true, .verb_behind = true },
	{ .tag = "mr", .decimal = '.', .bound_behind = true, .verb_behind = true, .one_words = " एक " },
	{ .tag = "ms", .decimal = '.', .of_words = " daripada dari ", .in_words = " di dalam ", .from_words = " daripada dari ",
	  .to_words = " kepada menjadi ",
	  .hour_words = " pukul jam " },
	{ .tag = "nb", .decimal = ',', .ordinal_point = true, .and_words = " og ", .point_words = " komma ", .of_words = " av ",
	  .in_words = " i ", .from_words = " fra ",
	  .to_words = " til ", .hour_words = " kl klokken klokka ", .one_words = " en ett et ei én éi ", .minus_words = " minus ",
	  .number_starts = " en ett to tre fir fem seks syv sju ått ni ti el tolv tjue hundre tusen " },
	{ .tag = "ne", .decimal = '.', .bound_behind = true, .verb_behind = true, .one_words = " एक " },
	{ .tag = "nl", .decimal = ',', .verb_behind = true, .and_words = " en ", .point_words = " komma ", .of_words = " van de ",
	  .in_words = " in bij ",
	  .from_words = " van ", .to_words = " naar ", .hour_words = " uur ", .as_of_words = " tot per ", .one_words = " een één ",
	  .minus_words = " min minus ",
	  .number_starts = " een twee drie vier vijf zes zeven acht negen tien elf twaalf veer twin der tach honderd duizend half " },
	{ .tag = "no", .decimal = ',', .ordinal_point = true, .and_words = " og ", .point_words = " komma ", .of_words = " av ",
	  .in_words = " i ", .from_words = " fra ",
	  .to_words = " til ", .hour_words = " kl klokken klokka ", .one_words = " en ett et ei én éi ", .minus_words = " minus ",
	  .number_starts = " en ett to tre fir fem seks syv sju ått ni ti el tolv tjue hundre tusen " },
	{ .tag = "pl", .decimal = ',', .and_words = " i ", .point_words = " przecinek ", .of_words = " z ze ", .in_words = " w we ",
	  .from_words = " z ze ", .to_words = " do na ",
	  .hour_words = " godz godzinie godziny ", .as_of_words = " do na ", .one_words = " jeden jedna jedno " },
	{ .tag = "pt", .decimal = ',', .and_words = " e ", .point_words = " vírgula ", .of_words = " de dos das do da ",
	  .in_words = " em no na nos nas ",
	  .from_words = " de ", .to_words = " para a ", .hour_words = " às horas h hora ", .as_of_words = " até ", .one_words = " um uma ",
	  .minus_words = " menos negativo negativa " },
	{ .tag = "ro", .decimal = ',', .and_words = " și şi ", .point_words = " virgulă ", .of_words = " de din ", .in_words = " în ",
	  .from_words = " de la ", .to_words = " la ",
	  .hour_words = " ora orele ", .one_words = " un o una unu ", .minus_words = " minus " },
	{ .tag = "ru", .decimal = ',', .point_words = " целых целая ", .and_words = " и с ", .of_words = " из ", .in_words = " в во при ",
	  .from_words = " с со ", .to_words = " до ",
	  .hour_words = " мск часов час ч ", .as_of_words = " на " },
	{ .tag = "sk", .decimal = ',', .ordinal_point = true, .and_words = " a ", .of_words = " z zo ", .in_words = " v vo ",
	  .from_words = " z zo ", .to_words = " na ",
	  .hour_words = " hod hodine " },
	{ .tag = "sl", .decimal = ',', .ordinal_point = true, .and_words = " in ", .of_words = " od ", .in_words = " v ",
	  .from_words = " s z ", .to_words = " na ", .hour_words = " uri ura " },
	{ .tag = "sq", .decimal = ',', .and_words = " e ", .of_words = " nga ", .in_words = " në ", .from_words = " nga ", .to_words = " në ",
	  .one_words = " një " },
	{ .tag = "sr", .decimal = ',', .ordinal_point = true, .and_words = " и i ", .of_words = " од od ", .in_words = " у u ",
	  .from_words = " са sa ", .to_words = " на na " },
	{ .tag = "sv", .decimal = ',', .and_words = " och ", .point_words = " komma ", .of_words = " av ", .in_words = " i ",
	  .from_words = " från ", .to_words = " till ",
	  .hour_words = " klockan kl ", .as_of_words = " till per ", .one_words = " en ett et et ", .minus_words = " minus ",
	  .number_starts = " en et två tre fyr fem sex sju ått ni ti el tolv tju hundra tusen " },
	{ .tag = "sw", .decimal = '.', .multiplier_first = true, .and_words = " na ", .of_words = " kati ya za ", .in_words = " katika ",
	  .from_words = " kutoka ", .to_words = " hadi ", .hour_words = " saa " },
	{ .tag = "ta", .decimal = '.', .bound_behind = true, .verb_behind = true },
	{ .tag = "te", .decimal = '.', .bound_behind = true, .verb_behind = true },
	{ .tag = "th", .decimal = '.', .bound_behind = true },
	{ .tag = "tr", .decimal = ',', .bound_behind = true, .verb_behind = true, .of_words = "", .in_words = "",
	  .hour_words = " saat saatle ", .as_of_words = "", .one_words = " bir ", .minus_words = " eksi " },
	{ .tag = "uk", .decimal = ',', .point_words = " цілих ", .and_words = " і з ", .of_words = " із з ", .in_words = " в у при ",
	  .from_words = " з із ", .to_words = " до ",
	  .hour_words = " год година годині ", .as_of_words = " на " },
	{ .tag = "ur", .decimal = '.', .bound_behind = true, .verb_behind = true, .of_words = " میں سے ", .over_words = " بٹا ",
	  .hour_words = " بجے ", .one_words = " ايك ", .minus_words = " منفي " },
	{ .tag = "uz", .decimal = ',', .bound_behind = true, .verb_behind = true, .one_words = " bir " },
	{ .tag = "vi", .decimal = ',', .and_words = " lẻ linh ", .over_words = " phần ", .point_words = " phẩy chấm ",
	  .of_words = " trong của ", .in_words = " trong tại ở ", .from_words = " từ ",
	  .to_words = " lên xuống ", .hour_words = " lúc giờ ", .one_words = " một mốt ", .minus_words = " âm trừ " },
	{ .tag = "zh", .decimal = '.', .bound_behind = true, .verb_behind = true, .under_words = " 分之 " },
};

const struct language_rules *language_rules_of(const char *tag)
{
	size_t low = 0, high = sizeof table / sizeof table[0];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(table[middle].tag, tag);
		if (order == 0)
			return &table[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return &none;
}

void language_filter_add(struct language_filter *filter, const char *list)
{
	for (const char *at = list; at != NULL && *at != '\0' && at[1] != '\0'; at++) {
		uint32_t bit = language_filter_bit((uint8_t)at[1], (uint8_t)at[2]); /* of a word of one byte the blank behind it */
		if (*at == ' ')
			filter->bits[bit >> 6] |= 1ULL << (bit & 63);
	}
}

bool language_word_starts(struct bytes word, const char *list)
{
	if (list == NULL)
		return false;
	for (const char *at = list; *at == ' ' && at[1] != '\0';) {
		at++;
		size_t same = 0;
		while (same < word.length && at[same] == (char)word.data[same])
			same++;
		if (at[same] == ' ')
			return true;
		for (at += same; *at != ' '; at++)
			;
	}
	return false;
}

bool language_word_in(struct bytes word, const char *list)
{
	if (list == NULL || word.length == 0)
		return false;
	for (const char *at = list; *at == ' ' && at[1] != '\0';) {
		at++;
		size_t same = 0; /* bytes in common */
		while (same < word.length && at[same] == (char)word.data[same])
			same++;
		if (same == word.length && at[same] == ' ')
			return true;
		for (at += same; *at != ' '; at++)
			;
	}
	return false;
}
