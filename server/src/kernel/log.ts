import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

/** Keys whose values never reach a log, at the depth that log lines have. */
const secretKeys = ['authorization', 'token', 'access_token', 'password', 'secret', 'app_secret', 'cookie'];

/** JSON lines on standard output; one wide line per request or job. */
export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
