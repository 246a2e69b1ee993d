import { createClock } from '../../src/kernel/clock.ts';
import { startPeers } from './start-peers.ts';

await startPeers(createClock());
