import { expect, test } from 'vitest';
import { AppError } from '../src/kernel/errors.ts';
import { createSeats, type Seats } from '../src/modules/inbox/seats.ts';

const seatsOf = (perKey: number, perProcess: number): Seats =>
  createSeats(
    { perKey, perProcess },
    (isKeyFull) => new AppError('stream.limit_reached', isKeyFull ? 'the key is full' : 'the process is full'),
  );

test('a key has its places, another key its own, and the process no more than its all', () => {
  const seats = seatsOf(2, 3);
  seats.take('a');
  seats.take('a');
  expect(() => seats.take('a')).toThrow('the key is full');
  seats.take('b');
  expect(() => seats.take('b')).toThrow('the process is full');
});

test('a place is given back once, however often that is said', () => {
  const seats = seatsOf(1, 2);
  const giveBack = seats.take('a');
  seats.take('b');
  giveBack();
  giveBack();
  seats.take('a');
  expect(() => seats.take('c')).toThrow('the process is full');
  giveBack();
  expect(() => seats.take('a')).toThrow('the key is full');
});
