import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import { createElement } from 'react';

const accent: MantineColorsTuple = [
  '#effaf8',
  '#d6f2ed',
  '#b0e5dc',
  '#7fd3c6',
  '#4dbcac',
  '#2aa294',
  '#17877b',
  '#0f6e65',
  '#0e5852',
  '#0c4843',
];

const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#b9c0cc',
  '#98a1b0',
  '#6b7484',
  '#363c47',
  '#2a2f38',
  '#20242b',
  '#191c22',
  '#14161b',
  '#0e1014',
];

const SMALL = ['Button', 'TextInput', 'Textarea', 'NumberInput', 'PasswordInput', 'Checkbox', 'Radio'];

/** The console's look: calm greys, one accent, small radii, dense spacing, the system's fonts. */
export const theme: MantineThemeOverride = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '18px', xl: '26px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ...Object.fromEntries(SMALL.map((name) => [name, { defaultProps: { size: 'xs' } }])),
    // Mantine's own arrows need a sheet that is no part of the first load.
    NativeSelect: {
      defaultProps: {
        size: 'xs',
        rightSection: createElement(ChevronsUpDown, {
          size: 12,
          color: 'var(--sb-dim)',
          'aria-hidden': true,
        }),
      },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    // Inside its landmark, not at the end of the page, and with nothing but its items.
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-start',
        withinPortal: false,
        floatingStrategy: 'fixed',
        withInitialFocusPlaceholder: false,
      },
    },
  },
});

const COLOURS = {
  '--mantine-color-body': 'var(--sb-surface)',
  '--mantine-color-text': 'var(--sb-text)',
  '--mantine-color-dimmed': 'var(--sb-dim)',
  '--mantine-color-placeholder': 'var(--sb-dim)',
  '--mantine-color-error': 'var(--sb-bad)',
  '--mantine-color-default': 'light-dark(#ffffff, #20242b)',
  '--mantine-color-default-border': 'var(--sb-line-strong)',
};

/** Mantine's own greys for small text miss the contrast that WCAG AA asks for. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: COLOURS,
  dark: COLOURS,
});
