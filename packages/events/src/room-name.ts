import { z } from 'zod';

export const RoomName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1-32 lower-case letters, digits or dashes')
  .meta({ title: 'Room name', description: '1-32 lower-case letters, digits or dashes' });
