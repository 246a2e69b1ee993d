import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Teal, dark enough for white text from shade 7 on (AA) and light enough on dark from shade 4 down. */
const teal: MantineColorsTuple = [
  '#effcf9',
  '#d5f5ee',
  '#abe9dd',
  '#76d7c7',
  '#43bfae',
  '#22a394',
  '#16877b',
  '#0f766e',
  '#115e59',
  '#134e4a',
];

const namedClosing = { closeButtonProps: { 'aria-label': 'Close' } };

const overlay = {
  defaultProps: namedClosing,
  // The title leads what it opens: heavier than the labels below it.
  styles: { title: { fontWeight: 700, fontSize: 'var(--mantine-font-size-lg)', lineHeight: 1.3 } },
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  colors: { accent: teal },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Notification: {
      defaultProps: namedClosing,
      styles: { description: { color: 'var(--mantine-color-text)' } },
    },
    // Its own colour on its own tint is too faint for words (AA); the tint tells enough.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    // A placeholder that takes the focus is no item of a menu: screen readers are told of it as a fault.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: overlay,
    Drawer: overlay,
  },
});
