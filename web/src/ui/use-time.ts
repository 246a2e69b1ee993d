import { createContext, useContext } from 'react';
import { createTimeFormats, type TimeFormats } from './time.ts';

/** Those of UTC where nobody is signed in. */
export const TimeContext = createContext<TimeFormats>(createTimeFormats('UTC', Date.now));

/** Formats of moments in the time zone of the workspace. They change with the day, so that what was said today is not yesterday's. */
export function useTime(): TimeFormats {
  return useContext(TimeContext);
}
