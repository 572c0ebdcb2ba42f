// cld2_compare.cpp: what cld2 (Debian libcld2-dev) takes texts for, beside what Parallax does, which parallax explain prints.
// Reads lines "language TAB found TAB text"; prints where cld2 differs from what was found, and fails when Parallax is wrong
// where cld2 is right.
#include <cstring>
#include <iostream>
#include <string>

#include <cld2/public/compact_lang_det.h>

// Tags that are one language in two registers.
static bool same(std::string a, std::string b)
{
	auto plain = [](std::string tag) {
		std::string primary = tag.substr(0, tag.find('-'));
		return primary == "nb" || primary == "nn" ? std::string("no") : primary == "iw" ? std::string("he") : primary == "bs" ? std::string("hr") : primary;
	};
	return plain(a) == plain(b);
}

int main()
{
	int lines = 0, wrong = 0, behind = 0;
	for (std::string line; std::getline(std::cin, line); lines++) {
		size_t first = line.find('\t'), second = line.find('\t', first + 1);
		std::string language = line.substr(0, first), found = line.substr(first + 1, second - first - 1), text = line.substr(second + 1);
		bool reliable;
		std::string cld2 = CLD2::LanguageCode(CLD2::DetectLanguage(text.data(), (int)text.size(), true, &reliable));
		if (!same(found, language))
			wrong++;
		if (!same(found, language) && same(cld2, language))
			behind++;
		if (!same(found, cld2))
			std::cout << language << ": found " << found << ", cld2 " << cld2 << (reliable ? "" : " (not sure)") << ": " << text.substr(0, 60) << "\n";
	}
	std::cout << lines << " texts, " << wrong << " wrong, of them " << behind << " where cld2 is right\n";
	return lines == 0 || behind > 0;
}
