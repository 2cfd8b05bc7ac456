import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent, a deep blue-green; shade 7 on paper, 6 at night. */
const sea: MantineColorsTuple = [
  '#eef6f5',
  '#dcebea',
  '#b6d6d5',
  '#8bc0c0',
  '#5da5a8',
  '#358a8f',
  '#1b7178',
  '#0f5a62',
  '#0b4a52',
  '#073a41',
];

const red: MantineColorsTuple = [
  '#fbeeec',
  '#f6dbd7',
  '#ecb6af',
  '#e38f85',
  '#d86a5e',
  '#cc4a3d',
  '#b9382c',
  '#a92a20',
  '#8d2119',
  '#6f1912',
];

const gray: MantineColorsTuple = [
  '#f6f6f2',
  '#efefea',
  '#e6e5df',
  '#dad9d3',
  '#c4c3bb',
  '#75787a',
  '#656a6e',
  '#494e53',
  '#33373b',
  '#1b1e21',
];

const dark: MantineColorsTuple = [
  '#e7e5df',
  '#bab9b5',
  '#969b9c',
  '#80878a',
  '#33383b',
  '#262a2c',
  '#1c1f20',
  '#141617',
  '#101213',
  '#0b0c0d',
];

const sans =
  "'Inter Variable', 'Inter Fallback', system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";

/** Mantine draws the head of a dialog as <header>, which outside <main> is a second banner of the page. */
const NO_BANNER = { header: { role: 'none' } };

export const theme = createTheme({
  colors: { sea, red, gray, dark },
  primaryColor: 'sea',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#1b1e21',
  fontFamily: sans,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.375rem' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.125rem', sm: '0.25rem', md: '0.375rem', lg: '0.5rem', xl: '0.75rem' },
  defaultRadius: 'md',
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--float)',
    lg: 'var(--float)',
    xl: 'var(--float)',
  },
  headings: {
    fontFamily: sans,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.5' },
      h4: { fontSize: '0.875rem', lineHeight: '1.5' },
      h5: { fontSize: '0.8125rem', lineHeight: '1.5' },
      h6: { fontSize: '0.8125rem', lineHeight: '1.5' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects rather than Component.extend(), which would put every component named here on every page.
  components: {
    Anchor: { defaultProps: { inherit: true } },
    Checkbox: { defaultProps: { size: 'xs', radius: 'sm' } },
    Drawer: {
      defaultProps: {
        shadow: 'xl',
        overlayProps: { backgroundOpacity: 0.35 },
        attributes: NO_BANNER,
      },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 80 },
        // An element with a tab index is no legal child of a menu.
        withInitialFocusPlaceholder: false,
      },
    },
    Modal: {
      defaultProps: {
        shadow: 'xl',
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        attributes: NO_BANNER,
        transitionProps: { duration: 100 },
      },
    },
    Popover: { defaultProps: { shadow: 'md', position: 'bottom-start', transitionProps: { duration: 80 } } },
    Radio: { defaultProps: { size: 'xs' } },
    Text: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { autosize: true, minRows: 2 } },
    Tooltip: { defaultProps: { openDelay: 400 } },
  },
});

/** Mantine's own names for colours, pointed at ours (tokens.css). */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const common = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-success': 'var(--verdict-true)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
  };
  return { variables: {}, light: common, dark: common };
};
