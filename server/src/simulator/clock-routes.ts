import type { FastifyInstance } from 'fastify';
import type { MovableClock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { clockInput, readInput } from './control-input.ts';

/** One move of the clock: five years. */
const maxMoveMs = 5 * 366 * 86_400_000;

export interface ClockRouteDeps {
  readonly clock: MovableClock;
  readonly timeline: Timeline;
}

/** Virtual time: look at it and move it. Everything that becomes due runs before the answer. */
export function registerClockRoutes(server: FastifyInstance, deps: ClockRouteDeps): void {
  const { clock, timeline } = deps;
  const state = () => ({ now: clock.now().toISOString(), offset_seconds: clock.offsetMs() / 1000 });

  server.get('/clock', async () => state());

  server.post('/clock', async (request) => {
    const body = readInput(clockInput, request.body);
    const nowMs = clock.nowMs();
    const targetMs = body.now === undefined ? nowMs + (body.advance_seconds ?? 0) * 1000 : Date.parse(body.now);
    if (targetMs < nowMs) throw new AppError('request.invalid', 'now: the clock can only be moved forward.');
    if (targetMs - nowMs > maxMoveMs) throw new AppError('request.invalid', 'The clock moves five years at most.');
    await timeline.advanceTo(targetMs);
    return state();
  });
}
