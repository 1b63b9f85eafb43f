import assert from 'node:assert/strict';
import { contract } from './contract.js';

assert.equal(contract.name, 'board');
assert.deepEqual(Object.keys(contract.clientEventMap), ['user:enter', 'topic:open', 'note:add']);
console.log('contract: defined');
