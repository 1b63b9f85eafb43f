/** Widths in CSS pixels; the side room has what is left. */
export interface RoomWidths {
  readonly events: number;
  readonly compose: number;
}

/** What the rooms have until someone moves a splitter. */
export const DEFAULT_WIDTHS: RoomWidths = { events: 280, compose: 520 };

/** Below these a room is of no use. */
export const MIN_WIDTHS = { events: 200, compose: 340, side: 340 };

/** How wide both splitters are together. */
export const SPLITTERS = 2;

/** The widths nearest to the wanted ones that leave every room its minimum in a window this wide. */
export function fitRooms(wanted: RoomWidths, windowWidth: number): RoomWidths {
  const room = windowWidth - SPLITTERS - MIN_WIDTHS.side;
  const events = clamp(wanted.events, MIN_WIDTHS.events, room - MIN_WIDTHS.compose);
  return { events, compose: clamp(wanted.compose, MIN_WIDTHS.compose, room - events) };
}

function clamp(value: number, min: number, max: number): number {
  return Math.round(Math.max(min, Math.min(value, max)));
}
