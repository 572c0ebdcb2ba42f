#include "sample_feed.h"

__asm__(".pushsection .rodata\n"
	".globl parallax_sample_feed\n"
	".hidden parallax_sample_feed\n"
	"parallax_sample_feed:\n"
	".incbin \"" PARALLAX_FEED_FILE "\"\n"
	".globl parallax_sample_feed_end\n"
	".hidden parallax_sample_feed_end\n"
	"parallax_sample_feed_end:\n"
	".byte 0\n"
	".popsection\n");
extern const uint8_t parallax_sample_feed[] __attribute__((visibility("hidden")));
extern const uint8_t parallax_sample_feed_end[] __attribute__((visibility("hidden")));

struct bytes sample_feed(void)
{
	return bytes_of(parallax_sample_feed, (size_t)(parallax_sample_feed_end - parallax_sample_feed));
}
