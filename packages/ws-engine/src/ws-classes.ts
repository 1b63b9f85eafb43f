import * as ws from 'ws';

// ws documents neither Sender nor Receiver. A version without one has an empty class here, so that this package can still be
// loaded, with `require()` too; chooseEngines then uses no class that extends it.
class Missing {}

export const Sender: typeof ws.Sender = ws.Sender ?? Missing;
export const Receiver: typeof ws.Receiver = ws.Receiver ?? Missing;
export type Receiver = ws.Receiver;
