/** States of a receiver of ws: it waits for the first bytes of a frame, or until somebody starts its loop again. */
export const [GET_INFO, DEFER_EVENT] = [0, 6];
