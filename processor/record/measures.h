/* measures.h: what a figure counts, in which unit and how tightly it is stated: the small numbers that claims carry, the
 * lexicon's tables hold and the published events name. Stored records and compiled tables hold them: a new one goes
 * right before its list's last entry, so that the old ones keep their meaning. */
#ifndef PARALLAX_RECORD_MEASURES_H
#define PARALLAX_RECORD_MEASURES_H

enum lexicon_counted {
	COUNTED_NONE, COUNTED_DEAD, COUNTED_INJURED, COUNTED_MISSING, COUNTED_DETAINED, COUNTED_DISPLACED,
	COUNTED_EVACUATED, COUNTED_RESCUED, COUNTED_HOSTAGES, COUNTED_INFECTED, COUNTED_TROOPS, COUNTED_VOTES,
	COUNTED_SEATS, COUNTED_PEOPLE, COUNTED_KINDS
};

enum lexicon_bound {
	BOUND_EXACT, BOUND_AT_LEAST, BOUND_MORE_THAN, BOUND_AT_MOST, BOUND_LESS_THAN, BOUND_ABOUT, BOUND_NEARLY, BOUND_KINDS
};

enum lexicon_unit {
	UNIT_NONE, UNIT_KM, UNIT_M, UNIT_CM, UNIT_MM, UNIT_MILE, UNIT_FT, UNIT_KG, UNIT_G, UNIT_TONNE, UNIT_LB, UNIT_SQKM,
	UNIT_HA, UNIT_ACRE, UNIT_LITRE, UNIT_CELSIUS, UNIT_FAHRENHEIT, UNIT_KMH, UNIT_MPH, UNIT_HOUR, UNIT_MINUTE,
	UNIT_SECOND, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_MAGNITUDE, UNIT_MEGAWATT, UNIT_KINDS
};

#endif
