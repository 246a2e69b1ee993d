import { useEffect } from 'react';

const dialog = '[role="dialog"]';
/** What holds a window's dialogs until they are taken away, or what is opened from a menu that closes. */
const passing = `${dialog}, [role="menu"], [role="listbox"]`;
const reached = 'input:not([type="hidden"], :disabled), textarea:not(:disabled), button:not(:disabled), a[href]';
/** What is typed into, and opens no list of its own when it gets the focus. */
const field =
  ':is(input, textarea):not([type="checkbox"], [type="radio"], [type="file"], [role="combobox"], [aria-haspopup])';
/** The library moves the focus into a dialog a moment after it is there. */
const settledMs = 60;

/**
 * Gives the focus back to where it was when a dialog goes, and to what is typed into first when one opens that names no other place.
 * The library does the first only for dialogs that stay in the page while they are closed, and these are fetched and gone.
 */
export function useDialogFocus(): void {
  useEffect(() => {
    let before: Element | undefined;
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof Element && !target.closest(passing)) before = target;
    };
    const forget = ({ relatedTarget, target }: FocusEvent): void => {
      // Left for nothing, as by Esc: then there is no place to come back to.
      if (relatedTarget === null && target instanceof Element && !target.closest(passing)) before = undefined;
    };
    const watcher = new MutationObserver((changes) => {
      const has = (nodes: NodeList): boolean => [...nodes].some(holdsDialog);
      if (changes.some(({ removedNodes }) => has(removedNodes))) giveBack(before);
      if (changes.some(({ addedNodes }) => has(addedNodes))) setTimeout(enterField, settledMs);
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', forget);
    watcher.observe(document.body, { childList: true, subtree: true });
    return () => {
      watcher.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', forget);
    };
  }, []);
}

function holdsDialog(node: Node): boolean {
  return node instanceof Element && (node.matches(dialog) || node.querySelector(dialog) !== null);
}

function giveBack(place: Element | undefined): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  if (place instanceof HTMLElement && place.isConnected) place.focus();
}

function enterField(): void {
  const { activeElement } = document;
  if (!activeElement?.matches('.mantine-Modal-close, .mantine-Drawer-close')) return;
  const first = activeElement.closest(dialog)?.querySelector<HTMLElement>(`.mantine-Modal-body :is(${reached})`);
  if (first?.matches(field)) first.focus();
}
