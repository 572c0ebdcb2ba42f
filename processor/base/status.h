/* status.h: what a call can answer. The three kinds of failure say who acts:
 * BAD_INPUT, the data is wrong: dead-letter it and carry on; ABORT_TXN, the world is wrong: abort and send the same
 * outbox again; a wrong program is an assertion (check.h), never a status. */
#ifndef PARALLAX_BASE_STATUS_H
#define PARALLAX_BASE_STATUS_H

enum status {
	STATUS_OK = 0,
	STATUS_MORE,      /* the input ends early, or nothing was there in time */
	STATUS_BAD_INPUT, /* the data is wrong */
	STATUS_NO_ROOM,   /* a stated limit was reached; outputs are untouched */
	STATUS_ABORT_TXN, /* the transaction failed and can be tried again */
	STATUS_FENCED,    /* another instance owns the state now */
	STATUS_FATAL      /* the world is wrong in a way that trying again does not mend */
};

#endif
