/**
 * Copies a text; false where the browser refuses. Over plain HTTP a browser has no clipboard for scripts, except on its own
 * machine: there the text is selected beside the element and copied as a person would.
 */
export async function copyText(text: string, beside: HTMLElement): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard !== undefined) {
    return clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position: fixed; opacity: 0';
  beside.after(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  beside.focus();
  return isCopied;
}
