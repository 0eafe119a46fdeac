/**
 * The longest a write to GitHub may be under way. The adapter gives up by then, and no write begins later than this
 * before its lease ends: a write cannot arrive under another holder's lease.
 */
export const requestMsMax = 30_000;
