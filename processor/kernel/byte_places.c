#include "byte_places.h"

#define WITH(rest, byte, bit) ((rest) << 8 * ((byte) >> (bit) & 1) | (uint64_t)((byte) >> (bit) & 1) * (bit))
#define OF_1(byte) WITH(WITH(WITH(WITH(WITH(WITH(WITH(WITH(UINT64_C(0), byte, 7), byte, 6), byte, 5), byte, 4), byte, 3), byte, 2), byte, 1), byte, 0)
#define OF_4(byte) OF_1(byte), OF_1((byte) + 1), OF_1((byte) + 2), OF_1((byte) + 3)
#define OF_16(byte) OF_4(byte), OF_4((byte) + 4), OF_4((byte) + 8), OF_4((byte) + 12)
#define OF_64(byte) OF_16(byte), OF_16((byte) + 16), OF_16((byte) + 32), OF_16((byte) + 48)

const uint64_t places_of_byte[256] = { OF_64(0), OF_64(64), OF_64(128), OF_64(192) };
