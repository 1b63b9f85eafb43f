import { registerContracts } from '../contract/contracts.ts';
import { OWN } from './contracts.ts';

// Tests of the console speak our own contract, as the console of our own server does.
registerContracts([OWN]);
