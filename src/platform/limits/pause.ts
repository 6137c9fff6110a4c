import { BusyError } from '../context/errors.ts';

/** Keeps somebody waiting for that many milliseconds. @throws BusyError when too many are kept waiting already */
export type Pause = (milliseconds: number) => Promise<void>;

/**
 * Waits without holding anything but the request. A bounded number may wait: whoever floods the service with guesses must not fill its
 * memory, and people who are not slowed down never come here.
 */
export function createPause({ most }: { most: number }): Pause {
  let waiting = 0;
  return async (milliseconds) => {
    if (waiting >= most) throw new BusyError();
    waiting += 1;
    try {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    } finally {
      waiting -= 1;
    }
  };
}
