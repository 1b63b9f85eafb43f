import type { Database, Jobs, Sync } from '@switchboard/node-server/stores';
import type { Auction } from './contract.ts';

export interface AuctionStore {
  open(auction: Omit<Auction, 'id' | 'bidder'>): Promise<Auction>;
  /** The auction as it is now, and whether the bid was higher than those before; `undefined` if there is no such auction. */
  bid(id: number, bidder: string, price: number): Promise<[Auction, isHigher: boolean] | undefined>;
  newest(limit: number): Promise<Auction[]>;
}

export const auctionJobs: Jobs<AuctionStore> = {
  module: import.meta.url,
  name: 'auctionJobs',
  writes: ['open', 'bid'],
  create,
};

function create(database: Database): Sync<AuctionStore> {
  database.exec(`
    CREATE TABLE IF NOT EXISTS auctions (
      id INTEGER PRIMARY KEY, title TEXT NOT NULL, seller TEXT NOT NULL, price INTEGER NOT NULL, bidder TEXT
    )`);
  const insert = database.prepare('INSERT INTO auctions (title, seller, price) VALUES (?, ?, ?) RETURNING *');
  const raise = database.prepare('UPDATE auctions SET price = ?, bidder = ? WHERE id = ? AND price < ?');
  const find = database.prepare('SELECT * FROM auctions WHERE id = ?');
  const newest = database.prepare('SELECT * FROM auctions ORDER BY id DESC LIMIT ?');
  return {
    open: ({ title, seller, price }) => insert.get(title, seller, price) as Auction,
    bid: (id, bidder, price) => {
      const { changes } = raise.run(price, bidder, id, price);
      const auction = find.get(id) as Auction | undefined;
      return auction && [auction, changes === 1];
    },
    newest: (limit) => newest.all(limit) as Auction[],
  };
}
