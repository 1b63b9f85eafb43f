/** The state of a receiver of ws that waits for the first bytes of a frame. */
export const GET_INFO = 0;

/** That of one that waits until somebody starts its loop again. */
export const DEFER_EVENT = 6;
