import { type ComponentType, lazy, Suspense, useState } from 'react';

/** When parts that may be opened next are fetched: the page is shown by then, and nobody waits for the line. */
const quietAfterMs = 3_000;

/**
 * A part whose script is fetched when it is first shown, or a while after the page itself; until then nothing stands in
 * its place. Once fetched it is shown at once: React would keep back what it had to wait for by another 300 ms.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = async (): Promise<ComponentType<Props>> => {
    loaded = await load();
    return loaded;
  };
  // A part that cannot be fetched now is fetched when it is shown, and says then what is wrong.
  setTimeout(() => void loadOnce().catch(() => undefined), quietAfterMs);
  const Waiting = lazy<ComponentType<Props>>(async () => ({ default: await loadOnce() }));
  return function OnDemand(props: Props) {
    // Chosen once: a part that changed from one to the other would lose what was typed into it.
    const [Part] = useState<ComponentType<Props>>(() => loaded ?? Waiting);
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
