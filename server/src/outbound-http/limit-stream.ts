import { pipeline, type Readable, Transform } from 'node:stream';
import { AppError } from '../kernel/errors.ts';

/**
 * The bytes of `source`, ending in an error once there are more than `maxBytes`, or with `source`'s own failure.
 * Destroying the result destroys `source`, which closes its connection.
 */
export function limitStream(source: Readable, maxBytes: number, describe: (error: unknown) => AppError): Readable {
  let received = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > maxBytes) done(new AppError('media.too_large', `The file is larger than ${maxBytes} bytes.`));
      else done(null, chunk);
    },
  });
  source.once('error', (error) => limited.destroy(describe(error)));
  // The reader of the result is told by its own error event; here is nothing left to do.
  pipeline(source, limited, () => undefined);
  return limited;
}
