import { lazyRouteComponent } from '@tanstack/react-router';

/**
 * A page whose script comes when it is first wanted. One that an update has taken away makes the router load the app
 * anew; with no server to load it from that would leave nothing, so the page says instead that it cannot be reached.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    try {
      return await load();
    } catch (cause) {
      const isReached = await fetch('/').then(
        () => true,
        () => false,
      );
      throw isReached ? cause : new Error('unreached', { cause });
    }
  }, name);
